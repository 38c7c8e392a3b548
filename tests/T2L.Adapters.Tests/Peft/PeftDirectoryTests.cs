using System.IO.Compression;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Testing;

namespace T2L.Adapters.Tests.Peft;

public class PeftDirectoryTests
{
    [Fact]
    public void Writes_and_reads_an_adapter()
    {
        using var folder = new TemporaryDirectory();
        var directory = Path.Combine(folder.Path, "deep", "adapter");
        PeftDirectory.Write(directory, Adapter(1));

        AssertSame(Adapter(1), PeftDirectory.Read(directory));
        Assert.Equal(["adapter"], Names(Path.Combine(folder.Path, "deep")));
        Assert.Equal(["adapter_config.json", "adapter_model.safetensors"], Names(directory));
    }

    [Fact]
    public void Writes_the_same_bytes_to_disk_and_to_memory()
    {
        using var folder = new TemporaryDirectory();
        PeftDirectory.Write(folder.File("a/"), Adapter(1));
        foreach (var file in PeftDirectory.ToFiles(Adapter(1)))
            Assert.Equal(file.Bytes, File.ReadAllBytes(Path.Combine(folder.File("a"), file.Name)));
    }

    [Fact]
    public void Replaces_an_adapter_and_leaves_other_files_alone()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.File("notes.txt"), "mine");
        PeftDirectory.Write(folder.Path, Adapter(1));
        PeftDirectory.Write(folder.Path, Adapter(2));

        AssertSame(Adapter(2), PeftDirectory.Read(folder.Path));
        Assert.Equal(["adapter_config.json", "adapter_model.safetensors", "notes.txt"], Names(folder.Path));
    }

    [Fact]
    public void A_write_that_fails_leaves_nothing_behind()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.File("file"), "");
        Assert.ThrowsAny<IOException>(() => PeftDirectory.Write(folder.File("file"), Adapter(1)));
        Assert.Equal(["file"], Names(folder.Path));
    }

    [Fact]
    public void Says_which_file_is_missing()
    {
        using var folder = new TemporaryDirectory();
        var refusal = Assert.Throws<AdapterFormatException>(() => PeftDirectory.Read(folder.Path));
        Assert.Equal(AdapterFormatError.FileMissing, refusal.Error);
        Assert.StartsWith("adapter_config.json: no such file: '", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_in_memory_make_the_adapter_again()
    {
        var files = PeftDirectory.ToFiles(Adapter(1)).ToDictionary(f => f.Name, f => (ReadOnlyMemory<byte>)f.Bytes);
        AssertSame(Adapter(1), PeftDirectory.FromFiles(files));
    }

    [Fact]
    public void Equal_adapters_have_equal_bytes_in_whatever_order_modules_are_given()
    {
        var adapter = Adapter(1);
        var reversed = new LoraAdapter(adapter.Config, adapter.Modules.Reverse().ToDictionary());
        Assert.Equal(AdapterManifest.Of(PeftDirectory.ToFiles(adapter)).Digest, AdapterManifest.Of(PeftDirectory.ToFiles(reversed)).Digest);
        Assert.NotEqual(AdapterManifest.Of(PeftDirectory.ToFiles(adapter)).Digest, AdapterManifest.Of(PeftDirectory.ToFiles(Adapter(2))).Digest);
    }

    [Fact]
    public void A_zip_archive_unpacks_to_the_directory_and_is_the_same_every_time()
    {
        var files = PeftDirectory.ToFiles(Adapter(1));
        var bytes = PeftArchive.ToBytes(files);
        using var folder = new TemporaryDirectory();
        using (var archive = new ZipArchive(new MemoryStream(bytes)))
            archive.ExtractToDirectory(folder.Path);

        AssertSame(Adapter(1), PeftDirectory.Read(folder.Path));
        Assert.Equal(bytes, PeftArchive.ToBytes(files));
    }

    private static LoraAdapter Adapter(float value)
    {
        var config = new LoraConfig { Rank = 1, Alpha = 2, TargetModules = ["q_proj", "v_proj"], BaseModel = "tiny" };
        var weights = new LoraWeights(TensorData.FromFloats([value, 2], 1, 2), TensorData.FromFloats([3, 4, 5], 3, 1));
        return new LoraAdapter(config, new Dictionary<string, LoraWeights>
        {
            ["model.layers.10.self_attn.q_proj"] = weights,
            ["model.layers.2.self_attn.v_proj"] = weights,
        });
    }

    private static void AssertSame(LoraAdapter expected, LoraAdapter actual)
    {
        Assert.Equal(expected.Config, actual.Config);
        Assert.Equal(expected.Modules.OrderBy(m => m.Key, StringComparer.Ordinal), actual.Modules.OrderBy(m => m.Key, StringComparer.Ordinal));
    }

    private static IEnumerable<string?> Names(string directory) =>
        Directory.GetFileSystemEntries(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
