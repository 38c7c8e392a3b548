using System.Globalization;
using T2L.Models.Lora;
using static TorchSharp.torch;

namespace T2L.Models;

/// <summary>Logits and hidden states of every case.</summary>
/// <remarks>Tolerance 2e-4: the largest difference seen is 1.0e-4, which is also the reference's own spread between equal computations.</remarks>
public sealed class TransformerGoldenTests
{
    private const float Tolerance = 2e-4f;

    [CaseTheory]
    [MemberData(nameof(GoldenCase.OfTensors), MemberType = typeof(GoldenCase))]
    public void Logits_match_the_reference_with_and_without_adapter(string name)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenCase(name);
        foreach (string variant in GoldenCase.Variants)
        {
            using var adapter = golden.Adapter(variant);
            var hidden = golden.Network.Hidden(golden.InputIds, golden.Mask, adapter: adapter is null ? null : new SingleAdapter(adapter));
            Assert.InRange(golden.MaxDifference(golden.Logits(variant), golden.Network.Logits(hidden)), 0, Tolerance);
        }
    }

    [CaseTheory]
    [MemberData(nameof(GoldenCase.OfTensors), MemberType = typeof(GoldenCase))]
    public void Hidden_states_match_the_reference_layer_by_layer(string name)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenCase(name);
        var tokens = golden.Mask.reshape(-1).nonzero().squeeze(1);

        var states = golden.Network.HiddenStates(golden.InputIds, golden.Mask);

        Assert.Equal(golden.Config.Layers + 1, states.Count);
        for (int i = 0; i < states.Count; i++)
        {
            var actual = states[i].reshape(-1, golden.Config.HiddenSize).index_select(0, tokens);
            var expected = golden.Input(string.Create(CultureInfo.InvariantCulture, $"hidden_states.{i}"));
            Assert.InRange((expected - actual).abs().max().item<float>(), 0, Tolerance);
        }
    }

    [CaseTheory]
    [MemberData(nameof(GoldenCase.OfTensors), MemberType = typeof(GoldenCase))]
    public void Each_row_of_a_mixed_batch_equals_its_adapter_alone(string name)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenCase(name);
        using var queryValue = golden.Adapter("lora_qv");
        using var all = golden.Adapter("lora_all");
        string[][] mixes = [["lora_qv", "lora_all"], ["lora_all", "lora_qv"], ["base", "lora_all"], ["lora_qv", "base"]];
        foreach (string[] mix in mixes)
        {
            var rows = mix.Select(variant => variant switch { "lora_qv" => queryValue, "lora_all" => all, _ => null }).ToArray();
            var adapters = BatchAdapters.For(rows, GoldenCase.Device);
            using var _1 = adapters as IDisposable;
            var actual = golden.Network.Logits(golden.Network.Hidden(golden.InputIds, golden.Mask, adapter: adapters));
            var expected = stack([golden.Logits(mix[0])[0], golden.Logits(mix[1])[1]]);
            Assert.InRange(golden.MaxDifference(expected, actual), 0, Tolerance);
        }
    }

    [CaseTheory]
    [MemberData(nameof(GoldenCase.OfTensors), MemberType = typeof(GoldenCase))]
    public void Two_chunks_with_a_cache_equal_one_pass(string name)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenCase(name);
        using var adapter = golden.Adapter("lora_all")!;
        // A capacity of 5 makes the cache grow twice on the way.
        using var cache = golden.Network.NewCache(batch: 2, capacity: 5);
        long total = golden.InputIds.shape[1];
        var chunks = new List<Tensor>();
        foreach (var (start, length) in (ReadOnlySpan<(long, long)>)[(0, 9), (9, 1), (10, total - 10)])
        {
            var hidden = golden.Network.Hidden(
                golden.InputIds.narrow(1, start, length), golden.Mask.narrow(1, start, length), cache, new SingleAdapter(adapter));
            chunks.Add(golden.Network.Logits(hidden));
        }

        Assert.Equal(total, cache.Length);
        Assert.InRange(golden.MaxDifference(golden.Logits("lora_all"), cat(chunks, 1)), 0, Tolerance);
    }
}
