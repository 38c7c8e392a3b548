using System.Text;
using T2L.Adapters.Json;

namespace T2L.Adapters.Svf;

/// <summary>How an expert came to be: one word and whatever else is worth keeping, as text.</summary>
public sealed record SvfOrigin
{
    internal const int MaxBytes = 64 << 10;
    private const string MethodKey = "method";

    /// <summary>Keeps an origin.</summary>
    /// <param name="method">The way, for instance <c>reinforce</c>, <c>supervised</c>, <c>mix</c> or <c>import</c>.</param>
    /// <param name="details">Settings, figures and digests by name; the name <c>method</c> is taken.</param>
    /// <exception cref="ArgumentException">No method, a detail called method, or more than 64 KB.</exception>
    public SvfOrigin(string method, IEnumerable<KeyValuePair<string, string>>? details = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        Method = method;
        Details = new SortedDictionary<string, string>((details ?? []).ToDictionary(), StringComparer.Ordinal);
        if (Details.ContainsKey(MethodKey))
            throw new ArgumentException("A detail of an expert's origin is called 'method'; that name is taken.", nameof(details));
        if (Encoding.UTF8.GetByteCount(ToJson()) > MaxBytes)
            throw new ArgumentException($"The origin of an expert is longer than {MaxBytes} bytes; keep figures, not logs.", nameof(details));
    }

    /// <summary>The way.</summary>
    public string Method { get; }

    /// <summary>Settings, figures and digests by name, sorted.</summary>
    public IReadOnlyDictionary<string, string> Details { get; }

    /// <summary>The canonical JSON: the method first, then the details by name.</summary>
    /// <returns>One line.</returns>
    public string ToJson()
    {
        var json = new StringBuilder("{");
        Append(json, MethodKey, Method);
        foreach (var (key, value) in Details)
            Append(json.Append(','), key, value);
        return json.Append('}').ToString();
    }

    /// <inheritdoc/>
    public bool Equals(SvfOrigin? other) => other is not null && ToJson() == other.ToJson();

    /// <inheritdoc/>
    public override int GetHashCode() => ToJson().GetHashCode(StringComparison.Ordinal);

    /// <summary>Reads what <see cref="ToJson"/> writes, in any order.</summary>
    internal static SvfOrigin Parse(string json, string file)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        if (bytes.Length > MaxBytes)
            throw new AdapterFormatException(AdapterFormatError.InvalidMetadata, $"'training' has {bytes.Length} bytes; at most {MaxBytes} are read.", file);
        var reader = JsonObjectReader.Parse(bytes, file, AdapterFormatError.InvalidMetadata);
        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in reader.Fields())
            details[field.Name] = reader.ReadText(field.Value, $"'{field.Name}' of 'training'");
        if (!details.Remove(MethodKey, out var method) || string.IsNullOrWhiteSpace(method))
            throw reader.Refuse("'training' has no method; expected a word such as reinforce or import.");
        return new SvfOrigin(method, details);
    }

    private static void Append(StringBuilder json, string key, string value)
    {
        JsonText.AppendCompact(json, key);
        json.Append(':');
        JsonText.AppendCompact(json, value);
    }
}
