using T2L.Adapters.PyTorch;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Svf;
using T2L.Testing;

namespace T2L.Adapters.Tests.Svf;

/// <summary>Experts that the official code wrote with PyTorch 1.13, in both forms.</summary>
public sealed class OfficialPolicyGoldenTests : IDisposable
{
    private const string Family = "svf", PolicyKind = "official_policy_state_dict", LearnableKind = "official_learnable_params_dict";

    private readonly TemporaryDirectory _folder = new();

    public static TheoryData<string> Policies => GoldenIndex.NamesOf(Family, PolicyKind);

    public static TheoryData<string> Learnables => GoldenIndex.NamesOf(Family, LearnableKind);

    public void Dispose() => _folder.Dispose();

    [GoldenTheory(Family, PolicyKind), MemberData(nameof(Policies))]
    public void Reads_numbered_vectors_as_the_matrices_they_mean(string name)
    {
        var golden = Find(PolicyKind, name);
        var stored = PyTorchCheckpoint.Read(golden.Path);
        var expert = OfficialPolicy.Read(golden.Path, Decomposition(stored));

        var names = golden.Entry.GetProperty("order_maps_to").EnumerateArray().Select(e => e.GetString()!).ToArray();
        var keys = golden.Entry.GetProperty("keys").EnumerateArray().Select(e => e.GetString()!).ToArray();
        Assert.Equal(keys, stored.Select(tensor => tensor.Key));
        Assert.Equal(names.Zip(stored, (to, from) => KeyValuePair.Create(to, from.Value)), expert.Vectors);
        Assert.All(expert.Vectors.Values, vector => Assert.Equal(TensorDType.BF16, vector.DType));
    }

    [GoldenTheory(Family, LearnableKind), MemberData(nameof(Learnables))]
    public void Reads_named_vectors(string name)
    {
        var golden = Find(LearnableKind, name);
        var stored = PyTorchCheckpoint.Read(golden.Path);
        var expert = OfficialPolicy.Read(golden.Path, Decomposition(stored));

        Assert.Equal(golden.Entry.GetProperty("keys").EnumerateArray().Select(e => e.GetString()!), expert.Vectors.Keys);
        Assert.Equal(stored, expert.Vectors);
    }

    // The archive too: the file is what torch.save would have written.
    [GoldenTheory(Family, LearnableKind), MemberData(nameof(Learnables))]
    public void Writes_named_vectors_byte_for_byte(string name)
    {
        var golden = Find(LearnableKind, name);
        var expert = OfficialPolicy.Read(golden.Path, Decomposition(PyTorchCheckpoint.Read(golden.Path)));

        OfficialPolicy.Write(_folder.File(name), expert, OfficialForm.LearnableParams);

        Assert.Equal(File.ReadAllBytes(golden.Path), File.ReadAllBytes(_folder.File(name)));
    }

    [GoldenTheory(Family, PolicyKind), MemberData(nameof(Policies))]
    public void Writes_numbered_vectors_in_the_same_order_and_bits(string name)
    {
        var golden = Find(PolicyKind, name);
        var expert = OfficialPolicy.Read(golden.Path, Decomposition(PyTorchCheckpoint.Read(golden.Path)));

        OfficialPolicy.Write(_folder.File(name), expert, OfficialForm.Policy);

        Assert.Equal(PyTorchCheckpoint.Read(golden.Path), PyTorchCheckpoint.Read(_folder.File(name)));
    }

    [GoldenTheory(Family, "experts_plain"), MemberData(nameof(Learnables))]
    public void Holds_the_numbers_of_the_plain_file(string name)
    {
        var golden = Find(LearnableKind, name);
        var stored = PyTorchCheckpoint.Read(golden.Path);
        var prefix = name.Split('_')[0];
        foreach (var plain in GoldenIndex.Of(Family, "experts_plain"))
        {
            using var file = SafetensorsFile.Open(plain.Path);
            Assert.Equal(stored.Select(tensor => file.Read($"{prefix}.{tensor.Key}")), OfficialPolicy.Read(golden.Path, Decomposition(stored)).Vectors.Values);
        }
    }

    private static GoldenEntry Find(string kind, string name) => GoldenIndex.Of(Family, kind).Single(c => c.Name == name);

    // A base of as many layers as the file has, every matrix twice as long as its vector.
    private static DecompositionManifest Decomposition(IReadOnlyList<KeyValuePair<string, TensorData>> stored) =>
        new("tiny", Digest.Of("tiny"u8), SvfTargets.Mlp, TensorDType.F32, stored.Select((tensor, j) =>
        {
            var (rank, module) = (tensor.Value.ElementCount, SvfTargets.Mlp[j % 3]);
            return new SvfMatrix(new(j / 3, module), module == "down_proj" ? rank : 2 * rank, module == "down_proj" ? 2 * rank : rank, Digest.Of("file"u8));
        }));
}
