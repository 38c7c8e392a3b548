using System.Text;
using T2L.Adapters.Safetensors;
using T2L.Testing;

namespace T2L.Adapters.Tests.Safetensors;

public class SafetensorsWriterTests
{
    private static readonly TensorData One = TensorData.FromFloats([1], 1);

    [Fact]
    public void Lays_out_wider_types_first_then_names_in_byte_order()
    {
        var names = new Dictionary<string, TensorData>
        {
            ["bool"] = Of(TensorDType.Bool),
            ["u8"] = Of(TensorDType.U8),
            ["i8"] = Of(TensorDType.I8),
            ["i16"] = Of(TensorDType.I16),
            ["f16"] = Of(TensorDType.F16),
            ["bf16"] = Of(TensorDType.BF16),
            ["i32"] = Of(TensorDType.I32),
            ["layers.2"] = One,
            ["layers.10"] = One,
            ["layers.1.x"] = One,
            ["Z"] = One,
            ["é"] = One,
            ["f64"] = Of(TensorDType.F64),
            ["i64"] = Of(TensorDType.I64),
        };

        using var file = SafetensorsFile.FromBytes(SafetensorsWriter.ToBytes(names), "x");

        Assert.Equal(
            ["i64", "f64", "Z", "layers.1.x", "layers.10", "layers.2", "é", "i32", "bf16", "f16", "i16", "i8", "u8", "bool"],
            file.Tensors.Keys);
    }

    [Fact]
    public void Keeps_the_given_order_when_asked()
    {
        using var file = SafetensorsFile.FromBytes(SafetensorsWriter.ToBytes([new("b", One), new("a", One)], order: TensorOrder.AsGiven), "x");
        Assert.Equal(["b", "a"], file.Tensors.Keys);
    }

    // As the reference implementation's own tests have it.
    [Fact]
    public void Writes_the_reference_bytes_for_no_tensors() =>
        Assert.Equal("\u0008\0\0\0\0\0\0\0{}      "u8.ToArray(), SafetensorsWriter.ToBytes([]));

    [Fact]
    public void Writes_the_reference_bytes_for_metadata() =>
        Assert.Equal("\u0028\0\0\0\0\0\0\0{\"__metadata__\":{\"framework\":\"pt\"}}     "u8.ToArray(),
            SafetensorsWriter.ToBytes([], new Dictionary<string, string> { ["framework"] = "pt" }));

    [Fact]
    public void Escapes_names_as_the_reference_does()
    {
        var bytes = SafetensorsWriter.ToBytes([new("a\"\\/\b\f\n\r\t\u0001\u007fé😀", One)]);
        Assert.Contains("{\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u007fé😀\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        using var file = SafetensorsFile.FromBytes(bytes, "x");
        Assert.Equal("a\"\\/\b\f\n\r\t\u0001\u007fé😀", Assert.Single(file.Tensors).Key);
    }

    [Fact]
    public void Begins_data_at_a_multiple_of_eight()
    {
        for (var length = 1; length < 20; length++)
        {
            var bytes = SafetensorsWriter.ToBytes([new(new string('n', length), One)]);
            Assert.Equal(0, (bytes.Length - One.Bytes.Length) % 8);
        }
    }

    [Fact]
    public void Keeps_scalars_and_empty_tensors()
    {
        var scalar = TensorData.FromFloats([4]);
        var empty = TensorData.FromFloats([], 0, 5);
        using var file = SafetensorsFile.FromBytes(SafetensorsWriter.ToBytes([new("s", scalar), new("e", empty)]), "x");
        Assert.Equal(scalar, file.Read("s"));
        Assert.Equal(empty, file.Read("e"));
    }

    [Fact]
    public void Refuses_names_that_cannot_be_written()
    {
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.ToBytes([new("__metadata__", One)]));
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.ToBytes([new("a", One), new("a", One)]));
        Assert.ThrowsAny<ArgumentException>(() => SafetensorsWriter.ToBytes([new("\ud800", One)]));
        Assert.ThrowsAny<ArgumentException>(() => SafetensorsWriter.ToBytes([], new Dictionary<string, string> { ["k"] = "\ud800" }));
    }

    [Fact]
    public void Replaces_a_file_and_leaves_nothing_else_behind()
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "new", "a.safetensors");
        SafetensorsWriter.Write(path, [new("a", One)]);
        SafetensorsWriter.Write(path, [new("b", One)]);

        using var file = SafetensorsFile.Open(path);
        Assert.Equal("b", Assert.Single(file.Tensors).Key);
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.File("a.safetensors");
        SafetensorsWriter.Write(path, [new("a", One)]);
        var before = File.ReadAllBytes(path);

        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(path, [new("a", One), new("a", One)]));

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    private static TensorData Of(TensorDType dtype) => new(dtype, [1], new byte[dtype.Size()]);
}
