using T2L.Adapters.PyTorch.Archives;
using T2L.Adapters.PyTorch.Pickles;

namespace T2L.Adapters.PyTorch;

/// <summary>Turns views of storages into tensors of their own, row-major.</summary>
internal sealed class CheckpointTensors(StoredArchive archive, string stem)
{
    // Views may share a storage (tied weights do). A small file must still not unfold into a large memory.
    private const int MaxCopies = 2;
    private const long SmallBytes = 16 << 10;

    private readonly Dictionary<string, StorageReference> _checked = new(StringComparer.Ordinal);
    private readonly long _budget = (MaxCopies * archive.Entries.Values.Sum(e => e.Length)) + SmallBytes;
    private long _used;

    public TensorData Read(string name, TensorReference tensor)
    {
        var bytes = CheckView(name, tensor);
        var storage = ReadStorage(name, tensor.Storage);
        var contiguous = new byte[bytes];
        StridedCopy.ToRowMajor(storage, tensor, contiguous);
        return new TensorData(tensor.Storage.DType, tensor.Shape, contiguous);
    }

    private long CheckView(string name, TensorReference tensor)
    {
        var shown = TensorShape.Show(tensor.Shape);
        if (tensor.Shape.Length != tensor.Strides.Length)
            throw Refuse(AdapterFormatError.InvalidShape, $"'{name}' has shape {shown} and strides {TensorShape.Show(tensor.Strides)}.", name);
        if (!TensorShape.TryBytes(tensor.Shape, tensor.Storage.DType, out var bytes))
            throw Refuse(AdapterFormatError.InvalidShape, $"shape {shown} of '{name}' is negative or multiplies to more bytes than can be addressed.", name);
        if (tensor.Offset < 0 || tensor.Strides.Any(s => s < 0))
        {
            throw Refuse(AdapterFormatError.InvalidOffsets,
                $"'{name}' has offset {tensor.Offset} and strides {TensorShape.Show(tensor.Strides)}; expected 0 or more.", name);
        }

        if (!StridedCopy.Fits(tensor))
        {
            throw Refuse(AdapterFormatError.InvalidOffsets,
                $"'{name}' reaches past the {tensor.Storage.Count} elements of its storage: shape {shown}, offset {tensor.Offset}, strides {TensorShape.Show(tensor.Strides)}.", name);
        }

        _used = bytes > _budget - _used ? long.MaxValue : _used + bytes;
        if (_used > _budget || bytes > Array.MaxLength)
        {
            throw Refuse(AdapterFormatError.FileTooLarge,
                $"'{name}' would take {bytes} bytes; the tensors of a file may take {MaxCopies} times what it stores, {Array.MaxLength} bytes each.", name);
        }

        return bytes;
    }

    private ReadOnlySpan<byte> ReadStorage(string name, StorageReference storage)
    {
        if (!archive.Entries.TryGetValue($"{stem}/data/{storage.Key}", out var entry))
            throw Refuse(AdapterFormatError.FileMissing, $"the storage '{storage.Key}' of '{name}' is not in the archive.", name);
        if (!_checked.TryGetValue(storage.Key, out var known))
        {
            if (storage.Count > long.MaxValue / storage.DType.Size() || storage.Count * storage.DType.Size() != entry.Length)
            {
                throw Refuse(AdapterFormatError.SizeMismatch,
                    $"the storage '{storage.Key}' of '{name}' should hold {storage.Count} elements of {storage.DType.SafetensorsName()}; its entry has {entry.Length} bytes.", name);
            }

            var bytes = archive.Read(entry);
            _checked.Add(storage.Key, storage);
            return bytes;
        }

        return known == storage
            ? archive.View(entry)
            : throw Refuse(AdapterFormatError.DTypeMismatch, $"the storage '{storage.Key}' of '{name}' is given another type or length elsewhere.", name);
    }

    private AdapterFormatException Refuse(AdapterFormatError error, string message, string tensor) => new(error, message, archive.File, tensor);
}
