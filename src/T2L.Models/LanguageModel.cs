using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Tokenizers;
using T2L.Models.Weights;
using T2L.Tokenizers.Formats;
using static TorchSharp.torch;

namespace T2L.Models;

/// <summary>A model folder, loaded: configuration, network, tokenizer, identity.</summary>
public sealed class LanguageModel : IDisposable
{
    private readonly Lazy<Digest> _digest;

    private LanguageModel(string directory, string name, Transformer network, Tokenizer tokenizer, Device device)
    {
        (Name, Network, Tokenizer, Device) = (name, network, tokenizer, device);
        _digest = new Lazy<Digest>(() => DigestOf(directory));
    }

    /// <summary>What to call the model: <c>_name_or_path</c> of its configuration, else the folder's name.</summary>
    public string Name { get; }

    /// <summary>Shapes and constants.</summary>
    public ModelConfig Config => Network.Config;

    /// <summary>The network, its parameters frozen.</summary>
    public Transformer Network { get; }

    /// <summary>Text to ids and back.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>Where the network computes.</summary>
    public Device Device { get; }

    /// <summary>Number format of matrices, activations and cache; adapters are loaded in it.</summary>
    public ScalarType Precision => Network.Precision;

    /// <summary>Identity of configuration, tokenizer and weights; computed on first use, about a second for each gigabyte.</summary>
    public Digest Digest => _digest.Value;

    /// <summary>Loads a model folder in the Hugging Face form.</summary>
    /// <param name="directory">Folder with config.json, tokenizer.json and safetensors weights, in one file or in shards.</param>
    /// <param name="device">Where to compute; default the CPU.</param>
    /// <param name="precision">Setting of <see cref="PrecisionChoice"/>: <c>auto</c> (default), <c>float32</c>, <c>bfloat16</c> or <c>float16</c>.</param>
    /// <exception cref="ModelFormatException">A file is missing, damaged, or for something that is not implemented.</exception>
    /// <exception cref="AdapterFormatException">A safetensors file is damaged.</exception>
    /// <exception cref="ArgumentException"><paramref name="precision"/> is not one of these.</exception>
    public static LanguageModel Load(string directory, Device? device = null, string precision = "auto")
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var config = ModelConfig.Load(directory);
        var numbers = PrecisionChoice.Resolve(precision, config, device ?? CPU);
        var tokenizer = Tokenizer.Load(directory);
        if (tokenizer.VocabularySize > config.VocabularySize)
            throw new ModelFormatException(ModelFormatError.BadValue, Path.Combine(directory, TokenizerFile.Name),
                $"the tokenizer has ids up to {tokenizer.VocabularySize - 1}, config.json's vocab_size is {config.VocabularySize}.");
        string name = config.Name ?? ModelFolder.NameOf(directory);
        return new LanguageModel(directory, name, LoadNetwork(directory, config, device, precision: numbers), tokenizer, device ?? CPU);
    }

    /// <summary>Loads only the network of a model folder.</summary>
    /// <param name="directory">Folder with the weights.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="device">Where to compute; default the CPU.</param>
    /// <param name="trainable">Whether the parameters take gradients.</param>
    /// <param name="precision">Number format to keep matrices and to compute in, whatever that of the files.</param>
    public static Transformer LoadNetwork(
        string directory, ModelConfig config, Device? device = null, bool trainable = false, ScalarType precision = ScalarType.Float32)
    {
        ArgumentNullException.ThrowIfNull(config);
        WeightLoader.CheckSize(directory, config);
        var network = new Transformer(config, device, precision);
        try
        {
            WeightLoader.Load(directory, network, config.TieWordEmbeddings);
            foreach (var parameter in network.parameters())
                parameter.requires_grad = trainable;
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Writes a network as a Hugging Face folder: weights in float32, then configuration; each file appears whole.</summary>
    /// <param name="directory">The folder; made if it is missing. A tokenizer in it stays.</param>
    /// <param name="network">The network.</param>
    public static void Save(string directory, Transformer network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Directory.CreateDirectory(directory);
        var tensors = network.named_parameters().Select(entry => KeyValuePair.Create(entry.name, entry.parameter.to(ScalarType.Float32).ToTensorData()));
        SafetensorsWriter.Write(Path.Combine(directory, WeightFiles.Single), tensors, new Dictionary<string, string> { ["format"] = "pt" });
        (network.Config with { FileDType = "float32" }).Save(directory);
    }

    /// <summary>Identity of a model folder: the digest over names and digests of config.json, tokenizer.json and the weights files.</summary>
    public static Digest DigestOf(string directory) => ModelDigest.Of(directory);

    /// <summary>Frees the parameters.</summary>
    public void Dispose() => Network.Dispose();
}
