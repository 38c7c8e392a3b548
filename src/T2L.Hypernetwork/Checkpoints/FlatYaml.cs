using T2L.Adapters;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace T2L.Hypernetwork.Checkpoints;

/// <summary>The top level of a YAML mapping: its plain values as text. Nested values are passed over, aliases never followed.</summary>
/// <remarks>
/// Values stay text until somebody asks for one, so a number of a hundred digits that nobody needs does no harm. Reading by
/// events instead of documents keeps a hostile file from growing in memory.
/// </remarks>
internal static class FlatYaml
{
    private const int MaxBytes = 16 << 20;
    private const int MaxDepth = 64;

    // Texts, numbers, lists and mappings, spelled out: !!str, !!int and so on.
    private const string PlainTags = "tag:yaml.org,2002:";
    private const string PythonTags = "tag:yaml.org,2002:python/";

    public static Dictionary<string, string> Read(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > MaxBytes)
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge, $"the file has {length} bytes, the limit is {MaxBytes}.", path);
        using var text = File.OpenText(path);
        try
        {
            return Read(new Parser(text), path);
        }
        catch (YamlException e)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidConfig, $"not YAML, line {e.Start.Line}: {e.Message}", path, inner: e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            // What the scanner throws on some damaged texts.
            throw new AdapterFormatException(AdapterFormatError.InvalidConfig, $"not YAML: {e.Message}", path, inner: e);
        }
    }

    private static Dictionary<string, string> Read(Parser parser, string path)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var depth = 0;
        string? key = null;
        var atKey = false;
        while (parser.MoveNext())
        {
            var current = parser.Current;
            RefuseTag(current!, path);
            depth += current!.NestingIncrease - DocumentLevels(current);
            if (depth > MaxDepth)
                throw new AdapterFormatException(AdapterFormatError.InvalidConfig, $"values are nested deeper than {MaxDepth} levels.", path);
            if (depth == 1 && current is MappingStart)
                atKey = true;
            else if ((depth == 0 && current is Scalar) || (depth == 1 && current is SequenceStart))
                throw NotFlat(path);
            else if (depth == 1)
                (key, atKey) = Step(values, key, atKey, current, path);
        }

        return atKey || values.Count > 0 ? values : throw NotFlat(path);
    }

    // One event of the top level: a key, a plain value, or the end of a nested value.
    private static (string? Key, bool AtKey) Step(Dictionary<string, string> values, string? key, bool atKey, ParsingEvent current, string path)
    {
        if (atKey)
            return (current as Scalar)?.Value is { } name ? (name, false) : throw NotFlat(path);
        if (current is Scalar value && !values.TryAdd(key!, value.Value))
            throw new AdapterFormatException(AdapterFormatError.DuplicateKey, $"'{key}' occurs twice.", path);
        return (null, true);
    }

    // PyYAML writes a tag where a value is an object; loading it there would run code. Here it would silently be something else.
    private static void RefuseTag(ParsingEvent current, string path)
    {
        if (current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } tag } && (!tag.Value.StartsWith(PlainTags, StringComparison.Ordinal) || tag.Value.StartsWith(PythonTags, StringComparison.Ordinal)))
        {
            throw new AdapterFormatException(AdapterFormatError.Unsupported,
                $"line {current.Start.Line} has the tag '{tag.Value}', which makes an object. Only plain values are read, and nothing is ever run.", path);
        }
    }

    // Streams and documents count as levels too, but values are nested by mappings and sequences only.
    private static int DocumentLevels(ParsingEvent current) =>
        current is StreamStart or DocumentStart or DocumentEnd or StreamEnd ? current.NestingIncrease : 0;

    private static AdapterFormatException NotFlat(string path) =>
        new(AdapterFormatError.InvalidConfig, "expected a YAML mapping of names to values.", path);
}
