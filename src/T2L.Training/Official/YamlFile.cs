using T2L.Training.Rows;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace T2L.Training.Official;

/// <summary>Reads a YAML file into plain values, within limits. Aliases and tags that make objects are refused: no file of this kind has them, and an alias can grow without bound.</summary>
internal sealed class YamlFile
{
    private const long MaxBytes = 16 << 20;
    private const int MaxDepth = 16;
    private const int MaxNodes = 500_000;
    private const string PlainTags = "tag:yaml.org,2002:";

    private readonly string _path;
    private readonly Parser _parser;
    private int _nodes;

    private YamlFile(string path, TextReader text) => (_path, _parser) = (path, new Parser(text));

    /// <summary>The mapping that the file is.</summary>
    /// <exception cref="DataFormatException">It is missing, too large, not YAML, or not a mapping.</exception>
    public static YamlMap Read(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
            throw new DataFormatException(path, "the file does not exist.");
        if (info.Length > MaxBytes)
            throw new DataFormatException(path, $"the file has {info.Length} bytes, the limit is {MaxBytes}.");
        try
        {
            using var text = File.OpenText(path);
            return new YamlFile(path, text).Document();
        }
        catch (YamlException exception)
        {
            throw new DataFormatException(path, $"not YAML, line {exception.Start.Line}: {exception.Message}", exception);
        }
        // What the scanner throws on some damaged texts.
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, $"the file cannot be read as YAML: {exception.Message}", exception);
        }
    }

    private YamlMap Document()
    {
        while (_parser.MoveNext() && _parser.Current is StreamStart or DocumentStart)
        {
        }
        return _parser.Current is NodeEvent start
            ? Node(start, "", 0).Map()
            : throw new DataFormatException(_path, "the file is empty, expected a YAML mapping of names to values.");
    }

    private YamlNode Node(ParsingEvent current, string path, int depth)
    {
        var line = current.Start.Line;
        if (current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } tag } && (!tag.Value.StartsWith(PlainTags, StringComparison.Ordinal) || tag.Value.Contains('/')))
            throw Refused(line, $"has the tag '{DataFormatException.Shorten(tag.Value)}'; only plain values are read");
        if (++_nodes > MaxNodes)
            throw Refused(line, $"is past {MaxNodes} values, the limit");
        if (depth > MaxDepth)
            throw Refused(line, $"is nested deeper than {MaxDepth} levels");
        return current switch
        {
            Scalar scalar => new YamlText(_path, line, path, scalar.Value, scalar.Style is not ScalarStyle.Plain),
            SequenceStart => new YamlList(_path, line, path, Items(path, depth)),
            MappingStart => new YamlMap(_path, line, path, Entries(path, depth)),
            _ => throw Refused(line, "has an alias (*name); write the value out"),
        };
    }

    private List<YamlNode> Items(string path, int depth)
    {
        var items = new List<YamlNode>();
        while (Next() is not SequenceEnd)
            items.Add(Node(_parser.Current!, $"{path}[{items.Count}]", depth + 1));
        return items;
    }

    private Dictionary<string, YamlNode> Entries(string path, int depth)
    {
        var entries = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        while (Next() is not MappingEnd)
        {
            var key = _parser.Current as Scalar ?? throw Refused(_parser.Current!.Start.Line, "has a key that is not a text");
            Next();
            if (!entries.TryAdd(key.Value, Node(_parser.Current!, path.Length == 0 ? key.Value : $"{path}.{key.Value}", depth + 1)))
                throw Refused(key.Start.Line, $"has the key '{DataFormatException.Shorten(key.Value)}' a second time");
        }
        return entries;
    }

    private ParsingEvent Next() => _parser.MoveNext() ? _parser.Current! : throw new DataFormatException(_path, "the file ends in the middle of a value.");

    private DataFormatException Refused(long line, string what) => new(_path, $"line {line} {what}.");
}
