using System.Globalization;
using System.Net;

namespace T2L.Training.Evaluation.Reports;

/// <summary>A piece of HTML or SVG. What is put into a template is escaped, unless it is markup itself: no text from outside can become markup.</summary>
/// <param name="Text">The markup.</param>
internal readonly record struct Markup(string Text)
{
    /// <summary>Nothing.</summary>
    public static Markup None { get; } = new("");

    /// <summary>Fills a template. Numbers have a point whatever the culture; pieces of markup and lists of them go in as they are.</summary>
    public static Markup Of(FormattableString template) => new(template.ToString(Escaping.Instance));

    /// <summary>Several pieces, a line each.</summary>
    public static Markup Join(IEnumerable<Markup> pieces) => new(string.Join('\n', pieces.Select(piece => piece.Text)));

    /// <inheritdoc/>
    public override string ToString() => Text;

    private sealed class Escaping : IFormatProvider, ICustomFormatter
    {
        public static readonly Escaping Instance = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            Markup markup => markup.Text,
            IEnumerable<Markup> pieces => Join(pieces).Text,
            IFormattable value => WebUtility.HtmlEncode(value.ToString(format, CultureInfo.InvariantCulture)),
            _ => WebUtility.HtmlEncode(arg?.ToString()) ?? "",
        };
    }
}
