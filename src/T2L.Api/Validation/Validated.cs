using FluentValidation;

namespace T2L.Api.Validation;

/// <summary>Runs a request's validator before its handler.</summary>
internal static class Validated
{
    /// <summary>Answers 400 with every wrong field unless the body passes its <see cref="IValidator{T}"/>.</summary>
    public static RouteHandlerBuilder Validate<T>(this RouteHandlerBuilder route)
        where T : class =>
        route.AddEndpointFilter(async (invocation, next) =>
        {
            // The filter also runs when the body could not be bound; then there is nothing to look at.
            if (invocation.Arguments.OfType<T>().FirstOrDefault() is not { } body)
                return await next(invocation);
            var validator = invocation.HttpContext.RequestServices.GetRequiredService<IValidator<T>>();
            var result = await validator.ValidateAsync(body, invocation.HttpContext.RequestAborted);
            return result.IsValid ? await next(invocation) : Problems.Invalid(result);
        })
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
}
