using System.Text.Json;
using T2L.Adapters.Safetensors;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Testing;
using T2L.Training.Data;
using T2L.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Golden;

/// <summary>The official loss of supervised fine-tuning, its gradient, and what a generated LoRA adds to a projection (commit 8ba7749).</summary>
public sealed class SftTraceTests
{
    private const string Kind = "sft_loss_and_hook";

    public static TheoryData<string> Cases => GoldenIndex.NamesOf("t2l", Kind);

    [GoldenTheory("t2l", Kind)]
    [MemberData(nameof(Cases))]
    public void Losses_match_the_official_ones(string name)
    {
        using var scope = NewDisposeScope();
        using var io = Open(name);
        var (logits, labels) = (io.Read("logits").ToTensor(), io.Read("labels").ToTensor());
        var losses = Expected(name).GetProperty("loss").EnumerateObject().ToArray();
        Assert.NotEmpty(losses);
        foreach (var loss in losses)
        {
            // equal_<True|False>_smooth_<number>
            var parts = loss.Name.Split('_');
            var ours = SftLoss.OfSequences(logits, labels, bool.Parse(parts[1]), double.Parse(parts[3])).item<float>();
            Assert.True(Math.Abs(loss.Value.GetDouble() - ours) <= 1e-5 * loss.Value.GetDouble(), $"{loss.Name}: expected {loss.Value}, got {ours}");
        }
    }

    [GoldenTheory("t2l", Kind)]
    [MemberData(nameof(Cases))]
    public void The_gradient_matches_the_official_one(string name)
    {
        using var scope = NewDisposeScope();
        using var io = Open(name);
        var logits = io.Read("logits").ToTensor().requires_grad_();
        SftLoss.OfSequences(logits, io.Read("labels").ToTensor(), equalSamples: true, smoothing: 0.1).backward();
        Close(io.Read("grad_logits_equal_smooth01").ToTensor(), logits.grad!, absolute: 1e-6, relative: 1e-3);
    }

    // y = W·x + scaling · B·A·x, every example with factors of its own.
    [GoldenTheory("t2l", Kind)]
    [MemberData(nameof(Cases))]
    public void A_projection_with_generated_factors_matches_the_official_hook(string name)
    {
        using var scope = NewDisposeScope();
        using var io = Open(name);
        var (x, w) = (io.Read("hook_x").ToTensor(), io.Read("hook_W").ToTensor());
        var lora = new GroupedLora(Factors(io), Expected(name).GetProperty("hook_scaling").GetDouble());
        Close(io.Read("hook_y").ToTensor(), lora.Apply(0, "q_proj", x, x.matmul(w.t())), absolute: 1e-5, relative: 1e-5);
    }

    [GoldenTheory("t2l", Kind)]
    [MemberData(nameof(Cases))]
    public void The_penalty_on_generated_weights_matches_the_official_one(string name)
    {
        using var scope = NewDisposeScope();
        using var io = Open(name);
        var expected = Expected(name).GetProperty("generated_w_l2_loss_single_module_coeff_1e_3").GetDouble();
        Assert.Equal(expected, SftLoss.GeneratedWeights(Factors(io).Values).item<float>() * 1e-3, 1e-5 * expected);
    }

    // [examples, layers, r, in] and [examples, layers, out, r], with one layer
    private static Dictionary<string, LoraFactors> Factors(SafetensorsFile io) =>
        new() { ["q_proj"] = new LoraFactors(io.Read("hook_A").ToTensor().unsqueeze(1), io.Read("hook_B").ToTensor().unsqueeze(1)) };

    private static SafetensorsFile Open(string name) => SafetensorsFile.Open(Path.Combine(Repository.Family("t2l"), name, "io.safetensors"));

    private static JsonElement Expected(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Family("t2l"), name, "expected.json"))).RootElement;

    private static void Close(Tensor expected, Tensor actual, double absolute, double relative)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(((expected - actual).abs() <= absolute + relative * expected.abs()).all().item<bool>(), $"largest difference {(expected - actual).abs().max().item<float>()}");
    }
}
