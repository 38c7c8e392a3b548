using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace T2L.Api.Pages.Drawings;

/// <summary>SVG's <c>text</c>, which Razor takes for a word of its own.</summary>
public sealed class Words : IComponent
{
    private RenderHandle _handle;

    /// <inheritdoc/>
    public void Attach(RenderHandle renderHandle) => _handle = renderHandle;

    /// <inheritdoc/>
    public Task SetParametersAsync(ParameterView parameters)
    {
        var attributes = parameters.ToDictionary().Where(parameter => parameter.Key != "ChildContent").ToDictionary(parameter => parameter.Key, parameter => parameter.Value!);
        parameters.TryGetValue<RenderFragment>("ChildContent", out var content);
        _handle.Render(builder => Build(builder, attributes, content));
        return Task.CompletedTask;
    }

    private static void Build(RenderTreeBuilder builder, IReadOnlyDictionary<string, object> attributes, RenderFragment? content)
    {
        builder.OpenElement(0, "text");
        builder.AddMultipleAttributes(1, attributes);
        builder.AddContent(2, content);
        builder.CloseElement();
    }
}
