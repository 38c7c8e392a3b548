using System.Globalization;
using System.Text;
using T2L.Adapters.Json;

namespace T2L.Adapters.Safetensors;

/// <summary>What a writer will write: the padded header and the tensors in their final order.</summary>
internal sealed record SafetensorsLayout(byte[] Header, IReadOnlyList<TensorSource> Tensors, long TotalBytes)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // The official library sorts by its dtype enumeration, descending; these are our types in that order.
    private static readonly TensorDType[] OfficialOrder =
    [
        TensorDType.I64, TensorDType.F64, TensorDType.F32, TensorDType.I32, TensorDType.BF16,
        TensorDType.F16, TensorDType.I16, TensorDType.I8, TensorDType.U8, TensorDType.Bool,
    ];

    public static SafetensorsLayout Of(
        IEnumerable<KeyValuePair<string, TensorSource>> tensors, IReadOnlyDictionary<string, string>? metadata, TensorOrder order)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var ordered = Arrange(tensors, order);
        var header = Encode(ordered, metadata);
        var data = ordered.Sum(t => t.Tensor.ByteCount);
        return new SafetensorsLayout(header, [.. ordered.Select(t => t.Tensor)], SafetensorsLimits.LengthBytes + header.Length + data);
    }

    private static List<(string Name, byte[] Utf8, TensorSource Tensor)> Arrange(
        IEnumerable<KeyValuePair<string, TensorSource>> tensors, TensorOrder order)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var list = new List<(string Name, byte[] Utf8, TensorSource Tensor)>();
        foreach (var (name, tensor) in tensors)
        {
            if (name == SafetensorsLimits.MetadataKey)
                throw new ArgumentException("A tensor cannot be called '__metadata__'.", nameof(tensors));
            if (!names.Add(name))
                throw new ArgumentException($"Tensor '{name}' is given twice.", nameof(tensors));
            list.Add((name, StrictUtf8.GetBytes(name), tensor));
        }

        if (order == TensorOrder.Canonical)
            list.Sort(CompareOfficially);
        return list;
    }

    private static int CompareOfficially((string Name, byte[] Utf8, TensorSource Tensor) x, (string Name, byte[] Utf8, TensorSource Tensor) y)
    {
        var byType = Array.IndexOf(OfficialOrder, x.Tensor.DType).CompareTo(Array.IndexOf(OfficialOrder, y.Tensor.DType));
        return byType != 0 ? byType : x.Utf8.AsSpan().SequenceCompareTo(y.Utf8);
    }

    private static byte[] Encode(
        List<(string Name, byte[] Utf8, TensorSource Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var json = new StringBuilder("{");
        if (metadata is { Count: > 0 })
            AppendMetadata(json, metadata);
        long position = 0;
        foreach (var (name, _, tensor) in tensors)
        {
            AppendTensor(json, name, tensor, position);
            position += tensor.ByteCount;
        }

        json.Append('}');
        var text = StrictUtf8.GetBytes(json.ToString());
        var padded = new byte[(text.Length + SafetensorsLimits.Alignment - 1) / SafetensorsLimits.Alignment * SafetensorsLimits.Alignment];
        padded.AsSpan().Fill((byte)' ');
        text.CopyTo(padded, 0);
        return padded.Length <= SafetensorsLimits.MaxHeaderBytes
            ? padded
            : throw new ArgumentException($"The header would have {padded.Length} bytes, the limit is {SafetensorsLimits.MaxHeaderBytes}.", nameof(tensors));
    }

    private static void AppendMetadata(StringBuilder json, IReadOnlyDictionary<string, string> metadata)
    {
        json.Append("\"__metadata__\":{");
        var separator = "";
        foreach (var (key, value) in metadata)
        {
            json.Append(separator);
            JsonText.AppendCompact(json, key);
            json.Append(':');
            JsonText.AppendCompact(json, value);
            separator = ",";
        }

        json.Append('}');
    }

    private static void AppendTensor(StringBuilder json, string name, TensorSource tensor, long position)
    {
        if (json.Length > 1)
            json.Append(',');
        JsonText.AppendCompact(json, name);
        json.Append(CultureInfo.InvariantCulture, $":{{\"dtype\":\"{tensor.DType.SafetensorsName()}\",\"shape\":[");
        json.AppendJoin(',', tensor.Shape);
        json.Append(CultureInfo.InvariantCulture, $"],\"data_offsets\":[{position},{position + tensor.ByteCount}]}}");
    }
}
