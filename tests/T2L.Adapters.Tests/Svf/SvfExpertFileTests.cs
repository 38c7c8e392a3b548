using T2L.Adapters.Peft;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Svf;
using T2L.Testing;

namespace T2L.Adapters.Tests.Svf;

public sealed class SvfExpertFileTests
{
    [Theory, InlineData(TensorDType.F32), InlineData(TensorDType.BF16)]
    public void Keeps_everything_through_writing_and_reading(TensorDType dtype)
    {
        using var folder = new TemporaryDirectory();
        var expert = new SvfExpert(SmallExperts.Manifest(), SmallExperts.Vectors(dtype: dtype));

        SvfExpertFile.Write(folder.File("math.safetensors"), expert);
        var again = SvfExpertFile.Read(folder.File("math.safetensors"));

        Assert.Equal(expert.Manifest, again.Manifest);
        Assert.Equal(expert.Vectors, again.Vectors);
        Assert.Equal(SvfExpertFile.ToBytes(expert), SvfExpertFile.ToBytes(again));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void The_digest_is_that_of_the_files_and_of_every_part()
    {
        var digest = SvfExpertFile.DigestOf(SmallExperts.Expert());
        Assert.Equal(AdapterManifest.Of([new PeftFile("svf_expert.safetensors", SvfExpertFile.ToBytes(SmallExperts.Expert()))]).Digest, digest);

        var manifest = SmallExperts.Manifest();
        SvfExpert[] others =
        [
            new(manifest, SmallExperts.Vectors(first: 0.2f)),
            new(manifest with { Gate = SvfGate.Identity }, SmallExperts.Vectors()),
            new(manifest with { Label = "code" }, SmallExperts.Vectors()),
            new(manifest with { DecompositionDigest = SmallExperts.Base }, SmallExperts.Vectors()),
        ];
        Assert.Equal(others.Length + 1, others.Select(SvfExpertFile.DigestOf).Append(digest).Distinct().Count());
    }

    [Fact]
    public void The_metadata_says_what_the_expert_is_for()
    {
        using var file = SafetensorsFile.FromBytes(SvfExpertFile.ToBytes(SmallExperts.Expert()), "x");
        Assert.Equal("sigmoid-nuclear", file.Metadata["gate"]);
        Assert.Equal("gate_proj,up_proj,down_proj", file.Metadata["targets"]);
        Assert.Equal(SmallExperts.Base.Value, file.Metadata["base_digest"]);
        Assert.Equal("{\"method\":\"reinforce\",\"iterations\":\"200\",\"seed\":\"0\"}", file.Metadata["training"]);
    }
}
