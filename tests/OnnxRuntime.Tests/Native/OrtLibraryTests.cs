using Microsoft.ML.OnnxRuntime.Native;
using T2L.Testing;

namespace OnnxRuntime.Tests.Native;

public class OrtLibraryTests
{
    [Fact]
    public void The_named_file_comes_first()
    {
        using var directory = new TemporaryDirectory();
        var named = Touch(directory, "my.so");
        Touch(directory, OrtLibrary.FileName);
        Assert.Equal(named, OrtLibrary.Find(named, directory.Path));
    }

    [Fact]
    public void The_file_beside_the_binaries_comes_before_the_fetched_one()
    {
        using var directory = new TemporaryDirectory();
        var beside = Touch(directory, "bin", OrtLibrary.FileName);
        Touch(directory, "artifacts", "native", "onnxruntime", OrtLibrary.FileName);
        Assert.Equal(beside, OrtLibrary.Find(null, directory.File("bin")));
        Assert.Equal(beside, OrtLibrary.Find("", directory.File("bin")));
    }

    [Fact]
    public void The_fetched_file_is_found_from_below()
    {
        using var directory = new TemporaryDirectory();
        var fetched = Touch(directory, "artifacts", "native", "onnxruntime", OrtLibrary.FileName);
        Assert.Equal(fetched, OrtLibrary.Find(null, directory.File("artifacts/bin/App/debug")));
    }

    [Fact]
    public void Nothing_found_says_what_to_do()
    {
        using var directory = new TemporaryDirectory();
        var error = Assert.Throws<DllNotFoundException>(() => OrtLibrary.Find(null, directory.Path));
        Assert.Contains(OrtLibrary.FileName, error.Message, StringComparison.Ordinal);
        Assert.Contains("./t2l doctor", error.Message, StringComparison.Ordinal);
        Assert.Contains("npm package onnxruntime-node", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_file_that_is_missing_is_not_replaced_by_another()
    {
        using var directory = new TemporaryDirectory();
        Touch(directory, OrtLibrary.FileName);
        var error = Assert.Throws<DllNotFoundException>(() => OrtLibrary.Find("/nowhere/libonnxruntime.so", directory.Path));
        Assert.Equal("T2L_ONNXRUNTIME is '/nowhere/libonnxruntime.so', but there is no such file.", error.Message);
    }

    private static string Touch(TemporaryDirectory directory, params string[] parts)
    {
        var path = Path.Combine([directory.Path, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return path;
    }
}
