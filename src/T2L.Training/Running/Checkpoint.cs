using System.Text.Json;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Storage;
using T2L.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Training.Running;

/// <summary>
/// What a run needs to go on after a stop: the weights, the optimiser's moments and the step. Data order is a function of
/// seed and step, so nothing else has to be kept.
/// </summary>
internal sealed class Checkpoint(string directory, string fingerprint)
{
    private string Current => Path.Combine(directory, "checkpoint");

    private string Next => Current + ".new";

    private string Previous => Current + ".old";

    /// <summary>Writes a checkpoint beside the old one, then puts it in its place. At every moment one of them is whole.</summary>
    public void Save(int step, BestSoFar best, double seconds, nn.Module network, OptimizerHelper optimizer)
    {
        Remove(Next);
        Directory.CreateDirectory(Next);
        SafetensorsWriter.Write(Path.Combine(Next, "weights.safetensors"),
            network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.ToTensorData()));
        optimizer.save_state_dict(Path.Combine(Next, "optimizer.bin"));
        AtomicFile.Write(StateFile(Next), JsonSerializer.SerializeToUtf8Bytes(new State(step, fingerprint, best, seconds))); // last: with it the folder is whole
        Remove(Previous);
        if (Directory.Exists(Current))
            Directory.Move(Current, Previous);
        Directory.Move(Next, Current);
        Remove(Previous);
    }

    /// <summary>Restores the newest checkpoint, if there is one made with the same settings.</summary>
    /// <returns>Steps already done, 0 when training starts from nothing; the best measurement so far; and the seconds that it took.</returns>
    /// <exception cref="ArgumentException">The checkpoint was made with other settings.</exception>
    public (int Step, BestSoFar Best, double Seconds) Restore(nn.Module network, OptimizerHelper optimizer)
    {
        Recover();
        var stateFile = StateFile(Current);
        if (!File.Exists(stateFile))
            return (0, BestSoFar.None, 0);
        var state = JsonSerializer.Deserialize<State>(File.ReadAllText(stateFile))!;
        if (state.Fingerprint != fingerprint)
            throw new ArgumentException(
                $"'{Current}' was written with other settings ({state.Fingerprint}) than these ({fingerprint}). Use another --work folder, or delete this one to start anew.");
        using var weights = SafetensorsFile.Open(Path.Combine(Current, "weights.safetensors"));
        Copy(weights, network);
        optimizer.load_state_dict(Path.Combine(Current, "optimizer.bin"));
        return (state.Step, state.Best, state.Seconds);
    }

    /// <summary>Copies all weights of a network out of a file.</summary>
    public static void Copy(SafetensorsFile file, nn.Module network)
    {
        using var noGrad = no_grad();
        foreach (var (name, tensor) in network.state_dict())
        {
            using var saved = file.Read(name).ToTensor();
            tensor.copy_(saved);
        }
    }

    /// <summary>Removes the checkpoint of a finished run.</summary>
    public void Delete()
    {
        Remove(Next);
        Remove(Previous);
        Remove(Current);
    }

    // A kill between the two renames leaves no current one, but a whole new one.
    private void Recover()
    {
        if (Directory.Exists(Current))
            return;
        if (new[] { Next, Previous }.FirstOrDefault(folder => File.Exists(StateFile(folder))) is { } whole)
            Directory.Move(whole, Current);
    }

    private static string StateFile(string folder) => Path.Combine(folder, "state.json");

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private sealed record State(int Step, string Fingerprint, BestSoFar Best, double Seconds);
}
