namespace T2L.Adapters.Safetensors;

/// <summary>The tensors of a file must cover its data exactly: no byte shared, none left over.</summary>
internal static class SafetensorsRanges
{
    public static void Check(IEnumerable<TensorInfo> tensors, long dataLength, string file)
    {
        TensorInfo? previous = null;
        foreach (var tensor in tensors.OrderBy(t => t.Begin).ThenBy(t => t.End))
        {
            CheckSize(tensor, file);
            CheckStart(tensor, previous, file);
            previous = tensor;
        }

        CheckEnd(previous, dataLength, file);
    }

    private static void CheckSize(TensorInfo tensor, string file)
    {
        if (tensor.End < tensor.Begin)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidOffsets,
                $"data_offsets of '{tensor.Name}' run from {tensor.Begin} back to {tensor.End}.", file, tensor.Name);
        }

        if (!TensorShape.TryBytes(tensor.Shape, tensor.DType, out var needed))
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidShape,
                $"shape {TensorShape.Show(tensor.Shape)} of '{tensor.Name}' multiplies to more bytes than can be addressed.", file, tensor.Name);
        }

        if (needed != tensor.Length)
        {
            throw new AdapterFormatException(AdapterFormatError.SizeMismatch,
                $"'{tensor.Name}' is {tensor.DType.SafetensorsName()} {TensorShape.Show(tensor.Shape)}, which needs {needed} bytes; its data_offsets give {tensor.Length}.",
                file, tensor.Name);
        }
    }

    private static void CheckStart(TensorInfo tensor, TensorInfo? previous, string file)
    {
        var expected = previous?.End ?? 0;
        if (tensor.Begin < expected)
        {
            throw new AdapterFormatException(AdapterFormatError.OverlappingRanges,
                $"'{tensor.Name}' begins at byte {tensor.Begin}, inside '{previous!.Name}', which ends at {expected}.", file, tensor.Name);
        }

        if (tensor.Begin > expected)
        {
            throw new AdapterFormatException(AdapterFormatError.MissingRange,
                $"'{tensor.Name}' begins at byte {tensor.Begin}; bytes {expected} to {tensor.Begin} belong to no tensor.", file, tensor.Name);
        }
    }

    private static void CheckEnd(TensorInfo? last, long dataLength, string file)
    {
        var end = last?.End ?? 0;
        if (end > dataLength)
        {
            throw new AdapterFormatException(AdapterFormatError.FileTruncated,
                $"the tensors end at byte {end}, the file has {dataLength} bytes of data. It is incomplete; fetch it again.", file, last!.Name);
        }

        if (end < dataLength)
        {
            throw new AdapterFormatException(AdapterFormatError.TrailingBytes,
                $"the tensors end at byte {end}, the file has {dataLength} bytes of data; {dataLength - end} bytes belong to no tensor.", file);
        }
    }
}
