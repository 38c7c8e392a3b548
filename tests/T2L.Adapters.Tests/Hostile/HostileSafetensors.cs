using System.Buffers.Binary;
using System.Text;

namespace T2L.Adapters.Tests.Hostile;

/// <summary>Safetensors files that must be refused, each for one reason.</summary>
internal static class HostileSafetensors
{
    private const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    public static IReadOnlyList<HostileFile> All { get; } =
    [
        new("empty file", AdapterFormatError.FileTruncated, "the file has 0 bytes", []),
        new("seven bytes", AdapterFormatError.FileTruncated, "the file has 7 bytes", new byte[7]),
        new("header of 4 GB", AdapterFormatError.HeaderTooLong,
            "header says 4294967296 bytes, the limit is 100000000. The file was refused before reading further.", Announce(1L << 32)),
        new("header one byte over the limit", AdapterFormatError.HeaderTooLong, "header says 100000001 bytes", Announce(100_000_001)),
        new("header length of all ones", AdapterFormatError.HeaderTooLong, "header says 18446744073709551615 bytes", Announce(-1)),
        new("header longer than the file", AdapterFormatError.FileTruncated, "header says 100000000 bytes, the file has 2", Announce(100_000_000)),
        new("no header", AdapterFormatError.InvalidJson, "does not begin with '{'", File("", 0)),
        new("header of spaces", AdapterFormatError.InvalidJson, "does not begin with '{'", File("        ", 0)),
        new("header is a list", AdapterFormatError.InvalidJson, "does not begin with '{'", File("[]", 0)),
        new("header cut off", AdapterFormatError.InvalidJson, "not JSON", File("""{"a":{"dtype":""", 0)),
        new("text after the header", AdapterFormatError.InvalidJson, "not JSON", File(Good + "{}", 8)),
        new("comment in the header", AdapterFormatError.InvalidJson, "not JSON", File("{/*a*/}", 0)),
        new("trailing comma", AdapterFormatError.InvalidJson, "not JSON", File(Good[..^1] + ",}", 8)),
        new("nesting bomb", AdapterFormatError.InvalidTensorEntry, "tensor 'a' is an array; expected an object", File("{\"a\":" + new string('[', 100_000), 0)),
        new("nesting inside a tensor", AdapterFormatError.InvalidJson, "not JSON", File("""{"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}""", 8)),
        new("header not UTF-8", AdapterFormatError.InvalidUtf8, "not UTF-8", File([(byte)'{', (byte)'"', 0xFF, 0xFE, (byte)'"', (byte)'}'], 0)),
        new("lone surrogate in a name", AdapterFormatError.InvalidUtf8, "not valid Unicode", File("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8)),
        new("lone surrogate in metadata", AdapterFormatError.InvalidUtf8, "not valid Unicode", File("""{"__metadata__":{"a":"\udc00"}}""", 0)),
        new("tensor named twice", AdapterFormatError.DuplicateKey, "the header names 'a' twice",
            File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16)),
        new("tensor named twice, once escaped", AdapterFormatError.DuplicateKey, "the header names 'a' twice",
            File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"\u0061":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16)),
        new("field twice", AdapterFormatError.DuplicateKey, "has the field 'shape' twice", File("""{"a":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}""", 8)),
        new("metadata twice", AdapterFormatError.DuplicateKey, "'__metadata__' twice", File("""{"__metadata__":{},"__metadata__":{}}""", 0)),
        new("metadata key twice", AdapterFormatError.DuplicateKey, "'k' twice", File("""{"__metadata__":{"k":"1","k":"2"}}""", 0)),
        new("metadata is a list", AdapterFormatError.InvalidMetadata, "__metadata__ is an array; expected an object of texts", File("""{"__metadata__":[]}""", 0)),
        new("metadata holds a number", AdapterFormatError.InvalidMetadata, "__metadata__ entry 'k' is a number; expected text", File("""{"__metadata__":{"k":1}}""", 0)),
        new("metadata holds an object", AdapterFormatError.InvalidMetadata, "__metadata__ entry 'k' is an object; expected text", File("""{"__metadata__":{"k":{}}}""", 0)),
        new("tensor is a number", AdapterFormatError.InvalidTensorEntry, "tensor 'a' is a number; expected an object", File("""{"a":1}""", 0)),
        new("tensor is null", AdapterFormatError.InvalidTensorEntry, "tensor 'a' is null; expected an object", File("""{"a":null}""", 0)),
        new("no dtype", AdapterFormatError.InvalidTensorEntry, "tensor 'a' has no dtype", File("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", 8)),
        new("no shape", AdapterFormatError.InvalidTensorEntry, "tensor 'a' has no shape", File("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", 8)),
        new("no offsets", AdapterFormatError.InvalidTensorEntry, "tensor 'a' has no data_offsets", File("""{"a":{"dtype":"F32","shape":[2]}}""", 8)),
        new("unknown field", AdapterFormatError.InvalidTensorEntry, "has the field 'scale'", File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"scale":2}}""", 8)),
        new("dtype is a number", AdapterFormatError.InvalidTensorEntry, "dtype of 'a' is a number; expected text", File("""{"a":{"dtype":32,"shape":[2],"data_offsets":[0,8]}}""", 8)),
        new("shape is text", AdapterFormatError.InvalidTensorEntry, "shape of 'a' is text; expected an array", File("""{"a":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}""", 8)),
        new("unknown dtype", AdapterFormatError.UnknownDType, "dtype of 'a' is 'F8_E4M3'; expected one of F64, F32, F16, BF16", File("""{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}""", 8)),
        new("dtype in small letters", AdapterFormatError.UnknownDType, "dtype of 'a' is 'f32'", File("""{"a":{"dtype":"f32","shape":[2],"data_offsets":[0,8]}}""", 8)),
        new("negative dimension", AdapterFormatError.InvalidShape, "shape of 'a' holds -2", File("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8)),
        new("fractional dimension", AdapterFormatError.InvalidShape, "shape of 'a' holds 2.5", File("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", 8)),
        new("dimension as text", AdapterFormatError.InvalidShape, "shape of 'a' holds text", File("""{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", 8)),
        new("dimension beyond 63 bits", AdapterFormatError.InvalidShape, "shape of 'a' holds 9223372036854775808", File("""{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8]}}""", 8)),
        new("dimension of a thousand digits", AdapterFormatError.InvalidShape, "shape of 'a' holds 1111111111", File($$$"""{"a":{"dtype":"F32","shape":[{{{new string('1', 1000)}}}],"data_offsets":[0,8]}}""", 8)),
        new("dimensions that overflow", AdapterFormatError.InvalidShape, "multiplies to more bytes than can be addressed", File("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""", 8)),
        new("dimensions that overflow to the right size", AdapterFormatError.InvalidShape, "multiplies to more bytes than can be addressed", File("""{"a":{"dtype":"F32","shape":[4611686018427387906],"data_offsets":[0,8]}}""", 8)),
        new("dimensions that overflow before a zero", AdapterFormatError.InvalidShape, "multiplies to more bytes than can be addressed", File("""{"a":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}}""", 0)),
        new("too many dimensions", AdapterFormatError.InvalidShape, "has more than 64 numbers", File($$$"""{"a":{"dtype":"F32","shape":[{{{string.Join(',', Enumerable.Repeat(1, 65))}}}],"data_offsets":[0,4]}}""", 4)),
        new("negative offset", AdapterFormatError.InvalidOffsets, "data_offsets of 'a' holds -8", File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", 8)),
        new("offset beyond 63 bits", AdapterFormatError.InvalidOffsets, "data_offsets of 'a' holds 18446744073709551607", File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[18446744073709551607,18446744073709551615]}}""", 8)),
        new("one offset", AdapterFormatError.InvalidOffsets, "has 1 numbers; expected 2", File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8]}}""", 8)),
        new("three offsets", AdapterFormatError.InvalidOffsets, "has more than 2 numbers", File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}""", 8)),
        new("offsets that run back", AdapterFormatError.InvalidOffsets, "run from 8 back to 0", File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8)),
        new("shape needs more bytes", AdapterFormatError.SizeMismatch, "'a' is F32 [3], which needs 12 bytes; its data_offsets give 8", File("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8)),
        new("dtype needs fewer bytes", AdapterFormatError.SizeMismatch, "'a' is F16 [2], which needs 4 bytes", File("""{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}}""", 8)),
        new("scalar without bytes", AdapterFormatError.SizeMismatch, "'a' is F32 [], which needs 4 bytes", File("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0,0]}}""", 0)),
        new("two tensors over the same bytes", AdapterFormatError.OverlappingRanges, "'b' begins at byte 0, inside 'a', which ends at 8",
            File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8)),
        new("tensors that overlap", AdapterFormatError.OverlappingRanges, "'b' begins at byte 4, inside 'a'",
            File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12)),
        new("gap between tensors", AdapterFormatError.MissingRange, "bytes 8 to 12 belong to no tensor",
            File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[12,20]}}""", 20)),
        new("gap before the first tensor", AdapterFormatError.MissingRange, "bytes 0 to 4 belong to no tensor", File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12)),
        new("data cut off", AdapterFormatError.FileTruncated, "the tensors end at byte 8, the file has 7 bytes of data", File(Good, 7)),
        new("data missing", AdapterFormatError.FileTruncated, "the tensors end at byte 8, the file has 0 bytes of data", File(Good, 0)),
        new("tensor of petabytes", AdapterFormatError.FileTruncated, "the tensors end at byte 4000000000000000", File("""{"a":{"dtype":"F32","shape":[1000000000000000],"data_offsets":[0,4000000000000000]}}""", 8)),
        new("bytes after the last tensor", AdapterFormatError.TrailingBytes, "1 bytes belong to no tensor", File(Good, 9)),
        new("bytes without tensors", AdapterFormatError.TrailingBytes, "8 bytes belong to no tensor", File("{}", 8)),
        new("control characters in a name", AdapterFormatError.InvalidTensorEntry, "tensor 'a?[31m?b' is a number", File("{\"a\\u001b[31m\\nb\":1}", 0)),
    ];

    /// <summary>A file of this header and so many zero bytes of data.</summary>
    public static byte[] File(string header, int dataBytes) => File(Encoding.UTF8.GetBytes(header), dataBytes);

    private static byte[] File(byte[] header, int dataBytes)
    {
        var bytes = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        header.CopyTo(bytes, 8);
        return bytes;
    }

    private static byte[] Announce(long headerLength)
    {
        var bytes = File("{}", 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, headerLength);
        return bytes;
    }
}
