using T2L.Adapters;
using T2L.Embedding.Tests.Inference;
using T2L.Testing.Fuzz;

namespace T2L.Embedding.Tests.Hostile;

/// <summary>Thousands of damaged text encoders: each is read or refused properly, in little time and memory.</summary>
[Trait("Category", "Slow")]
public sealed class FuzzTests
{
    [Fact]
    public void Damaged_models_are_read_or_refused()
    {
        using var files = new TinyEncoder();
        var path = Path.Combine(files.Path, "model.onnx");
        new FuzzRun("onnx", e => (e as AdapterFormatException)?.Error).Over(new FuzzFile(TinyEncoder.Model(), bytes =>
        {
            File.WriteAllBytes(path, bytes);
            return () => TextEncoder.Load(files.Path).Dispose();
        }));
    }
}
