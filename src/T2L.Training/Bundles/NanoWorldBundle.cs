using System.Text;
using T2L.Adapters.Peft;
using T2L.Hypernetwork.Tasks;
using T2L.Models;
using T2L.Training.Cards;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Bundles;

/// <summary>From the trained parts to what the repository ships: weights as float16, a choice of the LoRAs, a card for everything.</summary>
internal sealed class NanoWorldBundle
{
    private const string CardName = "README.md";
    private const string Weights = "model.safetensors", Config = "config.json", GenerationConfig = "generation_config.json";
    private const string HypernetworkWeights = "hypernetwork.safetensors", HypernetworkSettings = "hypernetwork.json";
    private const string AdapterConfig = "adapter_config.json";

    private readonly NanoWorldFolders _world;
    private readonly TaskSuite _suite;
    private readonly BundleFiles _files = new();

    private NanoWorldBundle(TaskSuite suite, NanoWorldFolders world) => (_suite, _world) = (suite, world);

    /// <summary>Writes what is missing or different; every part must be finished.</summary>
    /// <exception cref="T2L.Training.Rows.DataFormatException">A part lacks a file, or cannot be shipped as float16.</exception>
    public static NanoWorldResult Write(TaskSuite suite, NanoWorldFolders world, CancellationToken cancellation)
    {
        var bundle = new NanoWorldBundle(suite, world);
        bundle.Base();
        bundle.Encoder();
        foreach (var name in NanoWorldParts.Hypernetworks)
        {
            cancellation.ThrowIfCancellationRequested();
            bundle.Hypernetwork(name);
        }
        bundle.MultiTask();
        var adapters = bundle.Adapters(cancellation);
        return new NanoWorldResult(world.Output, world.Adapters, adapters, bundle._files.Count, bundle._files.Written, bundle._files.Bytes);
    }

    private void Base()
    {
        var (from, to) = Folders(NanoWorldParts.Base);
        _files.CopyHalved(from, to, Weights);
        _files.Copy(from, to, "tokenizer.json", "tokenizer_config.json");
        Settings(from, to);
        Card(to, PartCards.Base(Record(from, to), from));
    }

    // The configuration names the number format of the files beside it.
    private void Settings(string from, string to)
    {
        var scratch = _world.Trace("bundle");
        (ModelConfig.Load(from) with { FileDType = "float16" }).Save(scratch);
        _files.Copy(scratch, to, GenerationConfig, Config);
        Directory.Delete(scratch, recursive: true);
    }

    private void Encoder()
    {
        var (from, to) = Folders(NanoWorldParts.Encoder);
        _files.Copy(from, to, "model.onnx", "tokenizer.json");
        Card(to, PartCards.Encoder(Record(from, to)));
    }

    private void Hypernetwork(string name)
    {
        var (from, to) = Folders(name);
        _files.CopyHalved(from, to, HypernetworkWeights);
        _files.CopyHalved(from, to, KnownTasksFile.Embeddings);
        _files.Copy(from, to, KnownTasksFile.Names, HypernetworkSettings);
        Card(to, PartCards.Hypernetwork(Record(from, to), name, from));
    }

    private void MultiTask()
    {
        var (from, to) = Folders(NanoWorldParts.MultiTask);
        Lora(from, to);
        Card(to, PartCards.MultiTask(Record(from, to), from));
    }

    private int Adapters(CancellationToken cancellation)
    {
        var folder = _world.Of(NanoWorldParts.Oracles);
        var (index, run) = (OracleIndex.Read(folder), RunRecord.Read(folder));
        var chosen = ShippedAdapters.Of(_suite, index);
        foreach (var entry in chosen)
        {
            cancellation.ThrowIfCancellationRequested();
            var (from, to) = (Path.Combine(folder, entry.Folder), Path.Combine(_world.Adapters, entry.Folder));
            Lora(from, to);
            Card(to, AdapterCard.Of(_suite.Find(entry.Task), entry, index, run));
        }
        RemoveOthers(chosen);
        _files.Write(Path.Combine(_world.Adapters, OracleIndex.Name), (index with { Tasks = chosen }).ToBytes());
        return chosen.Count;
    }

    // LoRAs of an earlier bundle that this one leaves out: no index would name them any more.
    private void RemoveOthers(IReadOnlyList<OracleEntry> chosen)
    {
        if (!File.Exists(Path.Combine(_world.Adapters, OracleIndex.Name)))
            return;
        var gone = OracleIndex.Read(_world.Adapters).Tasks.Select(entry => entry.Folder).Except(chosen.Select(entry => entry.Folder)).Select(name => Path.Combine(_world.Adapters, name));
        foreach (var folder in gone.Where(folder => File.Exists(Path.Combine(folder, AdapterConfig))))
            Directory.Delete(folder, recursive: true);
    }

    // The configuration last: a reader that finds it finds the factors too.
    private void Lora(string from, string to)
    {
        _files.CopyHalved(from, to, PeftDirectory.WeightsName);
        _files.Copy(from, to, AdapterConfig);
    }

    // The record goes with the part: what was trained on which split is asked of those that are shipped, too.
    private RunRecord Record(string from, string to)
    {
        _files.Copy(from, to, RunRecord.Name);
        return RunRecord.Read(from);
    }

    private (string From, string To) Folders(string name) => (_world.Of(name), _world.Shipped(name));

    private void Card(string folder, ModelCard card) =>
        _files.Write(Path.Combine(folder, CardName), Encoding.UTF8.GetBytes(card.ToString()));
}
