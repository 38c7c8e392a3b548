using System.Text.Json;
using T2L.Adapters.Svf;
using T2L.Svf.Gates;
using T2L.Svf.Policy;
using T2L.Testing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Golden;

/// <summary>Steps of official REINFORCE training: the weights of p, loss and gradient at the weights, the gradient at p, and p after the step.</summary>
public sealed class ReinforceGoldenTests
{
    private const string Kind = "reinforce";

    public static TheoryData<string> Cases => GoldenIndex.NamesOf(GoldenFile.Family, Kind);

    [GoldenTheory(GoldenFile.Family, Kind), MemberData(nameof(Cases))]
    public void Weights_follow_from_p(string name)
    {
        using var scope = NewDisposeScope();
        using var golden = GoldenFile.Open(Kind, name);
        var clean = IsClean(golden);
        foreach (var (_, t) in Steps(golden))
        {
            foreach (var matrix in Matrices(golden))
            {
                var weight = golden.Tensor($"base.{matrix}");
                var gated = Gated(weight, golden.Doubles(Before(golden, t, matrix)));
                GoldenFile.Near(golden.Tensor($"step{t}.W_new.{matrix}"), gated,
                    clean ? GoldenFile.Tolerance("reinforce clean_f64 rel") : GoldenFile.Tolerance("W_new_f32_official (rel to max|W|)"), TinyBase.Size(weight), matrix);
            }
        }
    }

    [GoldenTheory(GoldenFile.Family, Kind), MemberData(nameof(Cases))]
    public void Gradients_of_p_follow_from_those_of_the_weights(string name)
    {
        using var scope = NewDisposeScope();
        using var golden = GoldenFile.Open(Kind, name);
        foreach (var (step, t) in Steps(golden))
        {
            var squares = 0.0;
            foreach (var matrix in Matrices(golden))
            {
                var gradient = Gradient(golden, t, matrix);
                var expected = golden.Doubles($"step{t}.grad_p_unclipped.{matrix}");
                GoldenFile.Near(expected, gradient, GradientTolerance(golden) * expected.Max(Math.Abs), matrix);
                squares += gradient.Sum(x => x * x);
            }

            var norm = step.GetProperty("grad_norm_before_clip").GetDouble();
            Assert.Equal(norm, Math.Sqrt(squares), GradientTolerance(golden) * norm);
        }
    }

    [GoldenTheory(GoldenFile.Family, Kind), MemberData(nameof(Cases))]
    public void P_takes_the_official_steps(string name)
    {
        using var scope = NewDisposeScope();
        using var golden = GoldenFile.Open(Kind, name);
        var clean = IsClean(golden);
        var matrices = Matrices(golden);
        var parameters = matrices.Select(matrix => new Parameter(tensor(golden.Doubles($"p.start.{matrix}")))).ToArray();
        var optimizer = optim.Adam(parameters, golden.Entry.GetProperty("lr").GetDouble());
        foreach (var (_, t) in Steps(golden))
        {
            for (var j = 0; j < matrices.Length; j++)
            {
                // Official moments are those of rounded gradients, so a rounded case goes on from its own.
                parameters[j].grad = tensor(clean ? Gradient(golden, t, matrices[j]) : golden.Doubles($"step{t}.grad_p_unclipped.{matrices[j]}"));
            }

            nn.utils.clip_grad_norm_(parameters, golden.Entry.GetProperty("max_grad_norm").GetDouble());
            optimizer.step();
            for (var j = 0; j < matrices.Length; j++)
            {
                var tolerance = clean ? 1e-8 : GoldenFile.Tolerance("reinforce official_bf16 p_after abs");
                GoldenFile.Near(golden.Tensor($"step{t}.p_after.{matrices[j]}"), parameters[j].detach(), tolerance, 1, matrices[j]);
                if (!clean)
                    parameters[j].detach().copy_(golden.Tensor($"step{t}.p_after.{matrices[j]}"));
            }
        }
    }

    [GoldenTheory(GoldenFile.Family, Kind), MemberData(nameof(Cases))]
    public void Loss_KL_and_gradients_of_the_weights_match(string name)
    {
        using var scope = NewDisposeScope();
        using var golden = GoldenFile.Open(Kind, name);
        if (!IsClean(golden))
            return; // its logits are rounded inside; W', the gradients and p are compared above
        var entry = golden.Entry;
        var (prompts, outputs) = (GoldenFile.Texts(entry, "prompts"), GoldenFile.Texts(entry, "outputs"));
        var coefficient = entry.GetProperty("kl_ref_coeff").GetDouble();
        var tolerance = GoldenFile.Tolerance("reinforce clean_f64 rel");
        foreach (var (step, t) in Steps(golden))
        {
            var rewards = Rewards(entry, step);
            var weights = Matrices(golden).ToDictionary(matrix => matrix, matrix => golden.Tensor($"step{t}.W_new.{matrix}").requires_grad_());
            var (layers, losses) = (GoldenFile.Number(entry, "layers"), new List<Tensor>());
            var adapted = new TinyPolicyModel(key => weights.GetValueOrDefault(key) ?? golden.Tensor($"base.{key}"), layers);
            var reference = new TinyPolicyModel(key => golden.Tensor($"base.{key}"), layers);
            foreach (var (sample, j) in step.GetProperty("per_sample").EnumerateArray().Select((sample, j) => (sample, j)))
            {
                var ids = Ids(entry, prompts[j] + outputs[j]);
                var (length, count) = (ids.shape[0], outputs[j].Length);
                var logits = adapted.Logits(ids).narrow(0, length - count - 1, count); // [T, V]
                var loss = PolicyLoss.OfTokens(logits, ids.narrow(0, length - count, count), full([count], rewards[j], dtype: ScalarType.Float64)).sum();
                Close(sample, "pg", loss, tolerance);
                if (coefficient > 0)
                {
                    var divergence = PolicyLoss.Divergence(reference.Logits(ids).narrow(0, length - count - 1, count), logits, KlDirection.BaseToAdapted).sum();
                    Close(sample, "kl_div", divergence, 1e-6);
                    loss += divergence * coefficient;
                }

                Close(sample, "loss", loss, tolerance);
                losses.Add(loss / prompts.Length);
            }

            stack(losses.ToArray()).sum().backward();
            foreach (var (matrix, weight) in weights)
                GoldenFile.Near(golden.Tensor($"step{t}.grad_W.{matrix}"), weight.grad!, tolerance, TinyBase.Size(golden.Tensor($"step{t}.grad_W.{matrix}")), matrix);
        }
    }

    private static bool IsClean(GoldenFile golden) => golden.Entry.GetProperty("variant").GetString() == "clean_f64";

    private static double GradientTolerance(GoldenFile golden) =>
        GoldenFile.Tolerance(IsClean(golden) ? "reinforce clean_f64 rel" : "reinforce official_bf16 grad rel to max|grad|");

    private static IEnumerable<(JsonElement Step, int Number)> Steps(GoldenFile golden) => golden.Entry.GetProperty("steps").EnumerateArray().Select((step, t) => (step, t));

    private static string[] Matrices(GoldenFile golden) =>
        [.. Enumerable.Range(0, GoldenFile.Number(golden.Entry, "layers")).SelectMany(layer => SvfTargets.Mlp.Select(module => new SvfMatrixName(layer, module).Value))];

    private static string Before(GoldenFile golden, int t, string matrix) => t == 0 ? $"p.start.{matrix}" : $"step{t - 1}.p_after.{matrix}";

    // In double from end to end: singular values in float32, as they are stored, would cost the last digits.
    private static (Tensor U, Tensor S, Tensor V) Factors(Tensor weight)
    {
        var (u, s, vh) = linalg.svd(weight, fullMatrices: false);
        return (u, s, vh.t());
    }

    private static Tensor Gated(Tensor weight, double[] raw)
    {
        var (u, s, v) = Factors(weight);
        var gates = tensor(GateFunction.Values(SvfGate.Sigmoid, raw));
        return Reconstruction.FromFactors(u, s, v, gates * s.sum() / (s * gates).sum());
    }

    private static double[] Gradient(GoldenFile golden, int t, string matrix)
    {
        var weight = golden.Tensor($"base.{matrix}");
        var (u, s, v) = Factors(weight);
        var side = SvfMatrix.SideOf(weight.shape[0], weight.shape[1]);
        var projected = GateGradient.Project(weight, side == SvfSide.V ? v : u, side, golden.Tensor($"step{t}.grad_W.{matrix}"));
        var gates = GateFunction.Values(SvfGate.Sigmoid, golden.Doubles(Before(golden, t, matrix)));
        return GateGradient.OfRaw(SvfGate.Sigmoid, gates, s.data<double>().ToArray(), projected.data<double>().ToArray());
    }

    private static double[] Rewards(JsonElement entry, JsonElement step)
    {
        var rewards = entry.GetProperty("rewards").EnumerateArray().Select(r => r.GetDouble()).ToArray();
        if (GoldenFile.Number(entry, "rw_norm") == 1)
            rewards = RewardShaping.Normalized(rewards);
        if (entry.GetProperty("rw_clip") is { ValueKind: JsonValueKind.Number } clip)
            rewards = RewardShaping.Clipped(rewards, clip.GetDouble());
        GoldenFile.Near([.. step.GetProperty("rewards_used").EnumerateArray().Select(r => r.GetDouble())], rewards, 1e-12, "reward");
        return rewards;
    }

    private static Tensor Ids(JsonElement entry, string text)
    {
        var vocabulary = entry.GetProperty("vocab").GetString()!;
        return tensor(text.Select(c => (long)vocabulary.IndexOf(c, StringComparison.Ordinal)).ToArray());
    }

    private static void Close(JsonElement sample, string figure, Tensor got, double tolerance)
    {
        var expected = sample.GetProperty(figure).GetDouble();
        Assert.Equal(expected, got.item<double>(), tolerance * Math.Abs(expected));
    }
}
