using System.ComponentModel.DataAnnotations;

namespace T2L.Api;

/// <summary>Section <c>Api</c>: where the API listens and what it takes.</summary>
public sealed class ApiOptions : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Api";

    /// <summary>Addresses to listen on, separated by semicolons. Default http://127.0.0.1:8080.</summary>
    [Required(ErrorMessage = "an address such as http://127.0.0.1:8080")]
    public string Urls { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Allows addresses that other machines reach. Default false, because nobody is asked who they are.</summary>
    public bool AllowRemote { get; set; }

    /// <summary>Size of a request body at most, in bytes. Default 1,048,576.</summary>
    [Range(1024, 104857600)]
    public int MaxRequestBytes { get; set; } = 1048576;

    /// <summary>Seconds that <c>Prefer: wait=N</c> may hold a request at most. Default 60.</summary>
    [Range(0, 600)]
    public int MaxWaitSeconds { get; set; } = 60;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        ListenAddresses.Problem(Urls, AllowRemote) is { } problem ? [new ValidationResult(problem)] : [];
}
