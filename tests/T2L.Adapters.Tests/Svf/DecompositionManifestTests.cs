using System.Text;
using T2L.Adapters.Svf;
using T2L.Testing;

namespace T2L.Adapters.Tests.Svf;

public sealed class DecompositionManifestTests
{
    [Fact]
    public void Keeps_everything_through_writing_and_reading()
    {
        using var folder = new TemporaryDirectory();
        var manifest = SmallExperts.Decomposition("all");

        DecompositionManifestFile.Write(folder.Path, manifest);
        var again = DecompositionManifestFile.Read(folder.Path);

        Assert.Equal(manifest.Matrices, again.Matrices);
        Assert.Equal((manifest.Digest, manifest.BaseDigest, manifest.BaseModel, manifest.DType, 2), (again.Digest, again.BaseDigest, again.BaseModel, again.DType, again.Layers));
    }

    [Fact]
    public void The_smaller_side_is_kept()
    {
        var sides = SmallExperts.Decomposition("all").Matrices.Take(7).ToDictionary(m => m.Name.Module, m => (m.Side, m.Rank));
        Assert.Equal((SvfSide.V, 8), sides["gate_proj"]);
        Assert.Equal((SvfSide.U, 8), sides["down_proj"]);
        Assert.Equal((SvfSide.V, 8), sides["q_proj"]);
    }

    [Fact]
    public void The_digest_of_some_targets_does_not_depend_on_the_others()
    {
        Assert.Equal(SmallExperts.Decomposition("mlp").Digest, SmallExperts.Decomposition("all").DigestFor(SvfTargets.Mlp));
        Assert.NotEqual(SmallExperts.Decomposition("mlp").Digest, SmallExperts.Decomposition("all").Digest);
        Assert.NotEqual(SmallExperts.Decomposition("mlp").Digest, SmallExperts.Decomposition("mlp", seed: "other").Digest);
    }

    [Theory]
    [InlineData("\"rank\": 8", "\"rank\": 9", AdapterFormatError.InvalidManifest, "should have side V and rank 8")]
    [InlineData("\"side\": \"U\"", "\"side\": \"V\"", AdapterFormatError.InvalidManifest, "should have side U and rank 8")]
    [InlineData("\"rows\": 20", "\"rows\": 21", AdapterFormatError.ChecksumMismatch, "but names itself")]
    [InlineData("\"rows\": 20", "\"rows\": -20", AdapterFormatError.InvalidManifest, "should have side U")]
    [InlineData("layers.1.mlp.up", "layers.0.mlp.up", AdapterFormatError.InvalidManifest, "expected gate,up,down of every layer, each once")]
    [InlineData("model.layers.1.mlp.up_proj.weight", "../../x", AdapterFormatError.InvalidManifest, "'../../x' is not a weight")]
    [InlineData("\"dtype\": \"float32\"", "\"dtype\": \"int8\"", AdapterFormatError.InvalidManifest, "dtype is 'int8'")]
    [InlineData("\"format_version\": 1", "\"format_version\": 2", AdapterFormatError.Unsupported, "format_version is 2")]
    [InlineData("t2l-svf-decomposition", "other", AdapterFormatError.InvalidManifest, "the format is 'other'")]
    [InlineData("\"base_digest\": \"sha256:", "\"base_digest\": \"sha512:", AdapterFormatError.InvalidManifest, "base_digest is 'sha512:")]
    [InlineData("\"gate_proj\",", "", AdapterFormatError.InvalidManifest, "expected")]
    public void Refuses_a_list_that_contradicts_itself(string there, string instead, AdapterFormatError error, string says)
    {
        using var folder = new TemporaryDirectory();
        DecompositionManifestFile.Write(folder.Path, SmallExperts.Decomposition());
        var text = File.ReadAllText(folder.File(DecompositionManifest.FileName));
        var at = text.IndexOf(there, StringComparison.Ordinal);
        Assert.True(at >= 0);
        var changed = string.Concat(text.AsSpan(0, at), instead, text.AsSpan(at + there.Length));

        var refusal = Assert.Throws<AdapterFormatException>(() => DecompositionManifestFile.Parse(Encoding.UTF8.GetBytes(changed)));
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(error, refusal.Error);
    }
}
