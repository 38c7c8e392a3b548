using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

[Collection(OneConsole.Name)]
public sealed class GenerateRefusalTests : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();
    private readonly string _case = GoldenCases.Folder("sft_L");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Refuses_both_and_neither_of_description_and_embeddings()
    {
        (await ProgramRun.InProcessAsync("generate", "--out", Out)).Refuses(2, "--description", "--embeddings");
        (await ProgramRun.InProcessAsync("generate", "--description", "x", "--embeddings", "y", "--out", Out)).Refuses(2, "--description", "--embeddings");
    }

    [Fact]
    public async Task Refuses_a_hypernetwork_that_does_not_exist() => await RefusesAsync("/nowhere/at-all", Embeddings, "/nowhere/at-all");

    [GoldenTheory("t2l")]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(-1)]
    public async Task Refuses_a_damaged_checkpoint(int length)
    {
        var folder = Directory.CreateDirectory(_temporary.File("damaged")).FullName;
        foreach (var file in Directory.GetFiles(_case))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var checkpoint = Path.Combine(folder, "hypermod.pt");
        var bytes = File.ReadAllBytes(checkpoint);
        File.Delete(checkpoint);
        File.WriteAllBytes(checkpoint, length < 0 ? [.. Enumerable.Repeat((byte)'x', 500)] : bytes[..length]);

        await RefusesAsync(folder, Embeddings, "hypermod.pt");
    }

    [GoldenFact("t2l")]
    public async Task Refuses_damaged_embeddings()
    {
        var file = _temporary.File("damaged.safetensors");
        File.WriteAllBytes(file, File.ReadAllBytes(Embeddings)[..^5]);
        await RefusesAsync(_case, file, "damaged.safetensors");
    }

    [GoldenFact("t2l")]
    public async Task Refuses_embeddings_that_do_not_exist() => await RefusesAsync(_case, _temporary.File("missing.safetensors"), "missing.safetensors");

    [GoldenFact("t2l")]
    public async Task Refuses_embeddings_under_another_name() => await RefusesAsync(_case, Write("embeddings", 2, 24), "task_embs", "embeddings");

    [GoldenFact("t2l")]
    public async Task Refuses_embeddings_of_another_width() => await RefusesAsync(_case, Write("task_embs", 2, 23), "23", "24");

    [GoldenFact("t2l")]
    public async Task Refuses_an_output_that_is_a_file_or_holds_something()
    {
        File.WriteAllText(Out, "kept");
        (await ProgramRun.InProcessAsync("generate", "--hypernetwork", _case, "--embeddings", Embeddings, "--out", Out)).Refuses(2, Out, "is a file");
        Assert.Equal("kept", File.ReadAllText(Out));
        (await ProgramRun.InProcessAsync("generate", "--hypernetwork", _case, "--embeddings", Embeddings, "--out", _temporary.Path)).Refuses(2, _temporary.Path, "not empty");
        Assert.Single(Directory.EnumerateFileSystemEntries(_temporary.Path));
    }

    private string Out => _temporary.File("out");

    private string Embeddings => Path.Combine(_case, "task_embs.safetensors");

    private string Write(string tensor, params long[] shape)
    {
        var file = _temporary.File("embeddings.safetensors");
        SafetensorsWriter.Write(file, new Dictionary<string, TensorData> { [tensor] = TensorData.FromFloats(new float[shape[0] * shape[1]], shape) });
        return file;
    }

    private async Task RefusesAsync(string hypernetwork, string embeddings, params string[] parts)
    {
        (await ProgramRun.InProcessAsync("generate", "--hypernetwork", hypernetwork, "--embeddings", embeddings, "--out", Out)).Refuses(2, parts);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_temporary.Path), entry => Path.GetFileName(entry).Contains("out", StringComparison.Ordinal));
    }
}
