using System.Globalization;
using System.Text.Json;
using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.Reading;

/// <summary>Refuses sections that are made of more than any real ones, before anything is built of them.</summary>
/// <remarks>
/// A file of some kilobytes could else ask for hours and gigabytes: steps without number, expressions that .NET takes megabytes for, or
/// replacements that each double a text.
/// </remarks>
internal sealed class SectionLimits
{
    // Real files have at most six steps and three expressions; BERT's whole normalization makes no text twelve times as long.
    private const int MaxSteps = 64, MaxExpressions = 8, MaxText = 1024;
    private const double MaxGrowth = 1024;

    private readonly JsonSection _root;
    private int _expressions;

    private SectionLimits(JsonSection root) => _root = root;

    public static void Check(JsonSection root)
    {
        var limits = new SectionLimits(root);
        foreach (var (section, list) in new[] { ("normalizer", "normalizers"), ("pre_tokenizer", "pretokenizers"), ("decoder", "decoders"), ("post_processor", "processors") })
            limits.Check(section, list);
    }

    private void Check(string section, string list)
    {
        if (_root.Find(section) is not { ValueKind: JsonValueKind.Object } first)
            return;
        var (steps, growth) = (0, 1.0);
        Walk(first);
        if (growth > MaxGrowth)
            throw Bad($"{section} can make a text {growth.ToString("F0", CultureInfo.InvariantCulture)} times as long, the limit is {MaxGrowth}.");

        // As deep as the JSON reader goes, no deeper.
        void Walk(JsonElement step)
        {
            if (++steps > MaxSteps)
                throw Bad($"{section} has more than {MaxSteps} steps, which is the limit.");
            if (Has(step, "pattern", JsonValueKind.Object, out var pattern) && Has(pattern, "Regex", JsonValueKind.String, out _) && ++_expressions > MaxExpressions)
                throw Bad($"{section} and what stands before it have more than {MaxExpressions} regular expressions, which is the limit.");
            foreach (var name in (string[])["content", "prepend"])
                if (Length(step, name) is > MaxText and var length)
                    throw Bad($"{section} has a '{name}' of {length} characters, the limit is {MaxText}.");
            growth *= Growth(step);
            if (Has(step, list, JsonValueKind.Array, out var inner))
                foreach (var next in inner.EnumerateArray())
                    if (next.ValueKind == JsonValueKind.Object)
                        Walk(next);
        }
    }

    // The most that a step can make of one UTF-16 unit.
    private static double Growth(JsonElement step) => !Has(step, "type", JsonValueKind.String, out var type) ? 1 : type.GetString() switch
    {
        "NFKC" or "NFKD" => 18, // U+FDFA
        "NFC" => 3,
        "NFD" => 4,
        "Lowercase" => 2,
        "BertNormalizer" => 12, // blanks around ideographs, and NFD
        "Replace" => Math.Max(1, (double)Length(step, "content") / Math.Max(1, Has(step, "pattern", JsonValueKind.Object, out var pattern) ? Length(pattern, "String") : 1)),
        _ => 1,
    };

    private static int Length(JsonElement step, string name) => Has(step, name, JsonValueKind.String, out var text) ? text.GetString()!.Length : 0;

    private static bool Has(JsonElement element, string name, JsonValueKind kind, out JsonElement value) => element.TryGetProperty(name, out value) && value.ValueKind == kind;

    private ModelFormatException Bad(string sentence) => new(ModelFormatError.TooLarge, _root.File, sentence);
}
