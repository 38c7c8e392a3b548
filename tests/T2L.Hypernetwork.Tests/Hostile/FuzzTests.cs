using T2L.Adapters;
using T2L.Hypernetwork.Checkpoints;
using T2L.Hypernetwork.Tests.Checkpoints;
using T2L.Testing;
using T2L.Testing.Fuzz;

namespace T2L.Hypernetwork.Tests.Hostile;

/// <summary>Thousands of damaged hypernetworks of either form: each is read or refused properly, in little time and memory.</summary>
[Trait("Category", "Slow")]
public sealed class FuzzTests
{
    [Fact]
    public void Damaged_hypernetworks_of_our_form_are_read_or_refused()
    {
        using var folder = new TemporaryDirectory(inMemory: true);
        SmallNetworks.Random(SmallNetworks.Config(HeadVariant.S, learnablePositions: true)).Write(folder.Path);
        var weights = File.ReadAllBytes(folder.File(HypernetworkLocation.OwnWeights));
        var header = 8 + (int)BitConverter.ToUInt64(weights);
        Fuzz("hypernetwork", folder.Path, new()
        {
            [HypernetworkLocation.OwnSettings] = file => file with { IsText = true },
            // The header as a text, with the right length put before it: the damage reaches names, types and shapes.
            [HypernetworkLocation.OwnWeights] = file => file with
            {
                Bytes = weights[8..header],
                IsText = true,
                Finish = text => [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. weights.AsSpan(header)],
            },
        });
    }

    [Fact]
    public void Damaged_official_runs_are_read_or_refused()
    {
        using var run = new RunFolder(
            SmallNetworks.Config(HeadVariant.M), arguments: $"additional_eval_descs:\n- \"dogs;cats;\"\n- x\neval_ds_info:\n  gsm8k:\n    descriptions: [a, b]\nmt_lora_path: null\nsave_freq: 1{new string('0', 100)}\ndelta_w_scaling: 10000\nemb_model: Alibaba-NLP/gte-large-en-v1.5");
        Fuzz("hypernetwork-official", run.Path, new()
        {
            [HypernetworkLocation.OfficialArguments] = file => file with { IsText = true },
            [HypernetworkLocation.OfficialAdapter] = file => file with { IsText = true },
            [HypernetworkLocation.OfficialWeights] = file => file with { Hot = ..6000 },
        });
    }

    private static Enum? Kind(Exception exception) => (exception as AdapterFormatException)?.Error;

    // One file of the folder is damaged at a time; the others stay sound.
    private static void Fuzz(string loader, string folder, Dictionary<string, Func<FuzzFile, FuzzFile>> files)
    {
        var sound = files.Keys.ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(folder, name)));
        string? damaged = null;
        new FuzzRun(loader, Kind).Over([.. files.Select(entry => entry.Value(new FuzzFile(sound[entry.Key], bytes =>
        {
            if (damaged is not null && damaged != entry.Key)
                File.WriteAllBytes(Path.Combine(folder, damaged), sound[damaged]);
            damaged = entry.Key;
            File.WriteAllBytes(Path.Combine(folder, entry.Key), bytes);
            return () => HypernetworkCheckpoint.Read(folder);
        }) { BesideBytes = sound.Where(s => s.Key != entry.Key).Sum(s => (long)s.Value.Length) }))]);
    }
}
