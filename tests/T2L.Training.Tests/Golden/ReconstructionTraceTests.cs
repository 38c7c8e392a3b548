using System.Text.Json;
using T2L.Adapters;
using T2L.Adapters.PyTorch;
using T2L.Adapters.Safetensors;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Testing;
using T2L.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Golden;

/// <summary>Steps of official reconstruction training (commit 8ba7749): losses, gradients, and the parameters afterwards. Tolerances as index.json says.</summary>
public sealed class ReconstructionTraceTests
{
    private const string Kind = "recon_training_trace";
    private static readonly string[] Constants = ["AB_offset.", "mean_recon_target.", "std_recon_target."];

    public static TheoryData<string> Cases => GoldenIndex.NamesOf("t2l", Kind);

    [GoldenTheory("t2l", Kind)]
    [MemberData(nameof(Cases))]
    public void Training_follows_the_official_trace(string name)
    {
        using var scope = NewDisposeScope();
        var folder = Path.Combine(Repository.Family("t2l"), name);
        using var io = SafetensorsFile.Open(Path.Combine(folder, "io.safetensors"));
        var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected.json"))).RootElement;
        using var network = Load(folder);
        var trained = network.parameters().Where(p => p.requires_grad).ToArray();
        var settings = expected.GetProperty("optimizer");
        var optimizer = optim.AdamW(trained, settings.GetProperty("lr").GetDouble(), weight_decay: settings.GetProperty("weight_decay").GetDouble());
        for (var step = 0; step < expected.GetProperty("steps").GetInt32(); step++)
        {
            foreach (var group in optimizer.ParamGroups)
                group.LearningRate = At(expected, "lr_used_per_step", step);
            optimizer.zero_grad();
            var (loss, unnormalized) = Loss(network, io);
            loss.backward();
            if (step == 0)
                CompareGradients(network, io);
            Near(At(expected, "loss_per_step", step), loss.item<float>(), 1e-5);
            Near(At(expected, "unnorm_err_per_step", step), unnormalized.item<float>(), 1e-5);
            Near(At(expected, "grad_norm_before_clip_per_step", step), nn.utils.clip_grad_norm_(trained, settings.GetProperty("grad_clip").GetDouble()), 1e-4);
            optimizer.step();
        }

        CompareParameters(network, Path.Combine(folder, "hypermod_after.pt"));
    }

    private static HyperModulator Load(string folder)
    {
        var network = HyperModulator.FromCheckpoint(HypernetworkCheckpoint.Read(Path.Combine(folder, "hypermod_init.pt")));
        network.eval(); // the trace was taken without dropout
        return network;
    }

    private static (Tensor Loss, Tensor Unnormalized) Loss(HyperModulator network, SafetensorsFile io)
    {
        var embeddings = io.Read("task_embs").ToTensor();                                 // [tasks, embeddings each, E]
        var (tasks, each) = ((int)embeddings.shape[0], embeddings.shape[1]);
        var written = network.forward(embeddings.view(tasks * each, -1));
        var targets = network.Config.Modules.ToDictionary(m => m.Name, m => new LoraFactors(
            Target(network, io, tasks, m, "A").repeat_interleave(each, 0), Target(network, io, tasks, m, "B").repeat_interleave(each, 0)));
        var loss = new ReconstructionLoss(network.Config, Statistics(network));
        return (loss.Of(written, targets), loss.Unnormalized(written, targets));
    }

    // [tasks, layers, r, in] or [tasks, layers, out, r]
    private static Tensor Target(HyperModulator network, SafetensorsFile io, int tasks, TargetModule module, string factor) =>
        stack([.. Enumerable.Range(0, tasks).Select(task => stack([.. Enumerable.Range(0, network.Config.Layers)
            .Select(layer => io.Read($"target.task{task}.base_model.model.{module.Path(layer)}.lora_{factor}.weight").ToTensor())]))]);

    // Those in the checkpoint, where the network learns standardised factors.
    private static Dictionary<string, (LoraFactors, LoraFactors)>? Statistics(HyperModulator network)
    {
        if (network.Config is not { Factorized: true, TargetNormalization: true })
            return null;
        var state = network.state_dict();
        LoraFactors Table(string name, string module) => new(state[$"{name}.A.{module}"], state[$"{name}.B.{module}"]);
        return network.Config.Modules.ToDictionary(m => m.Name, m => (Table("mean_recon_target", m.Name), Table("std_recon_target", m.Name)));
    }

    private static void CompareGradients(HyperModulator network, SafetensorsFile io)
    {
        foreach (var (name, parameter) in network.named_parameters().Where(p => p.parameter.requires_grad))
        {
            if (!io.Tensors.ContainsKey($"grad_step1.{name}"))
            {
                Assert.True(parameter.grad is null, $"{name} has a gradient");
                continue;
            }

            Compare(name, io.Read($"grad_step1.{name}"), parameter.grad!.ToTensorData(), absolute: 1e-6, relative: 1e-3);
        }
    }

    private static void CompareParameters(HyperModulator network, string file)
    {
        var state = network.state_dict();
        foreach (var (name, expected) in PyTorchCheckpoint.Read(file))
        {
            var frozen = Constants.Any(p => name.StartsWith(p, StringComparison.Ordinal));
            Compare(name, expected, state[name].ToTensorData(), absolute: frozen ? 0 : 2e-5, relative: 0);
        }
    }

    private static void Compare(string name, TensorData expected, TensorData actual, double absolute, double relative)
    {
        foreach (var (wanted, got) in expected.ToFloats().Zip(actual.ToFloats()))
            Assert.True(Math.Abs(wanted - got) <= absolute + relative * Math.Abs(wanted), $"{name}: expected {wanted}, got {got}");
    }

    private static double At(JsonElement json, string name, int step) => json.GetProperty(name)[step].GetDouble();

    private static void Near(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(expected - actual) <= relative * Math.Abs(expected), $"expected {expected}, got {actual}");
}
