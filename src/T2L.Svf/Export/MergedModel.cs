using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Storage;
using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Svf.Gates;
using static TorchSharp.torch;

namespace T2L.Svf.Export;

/// <summary>A base model's folder with an expert in its weights, for programs that know no experts.</summary>
public static class MergedModel
{
    private const string Weights = ".safetensors";

    // Weights in other forms would be the old ones; the rest of a folder belongs to the model.
    private static readonly string[] LeftOut = [".bin", ".pt", ".pth", ".gguf", ".onnx", ".h5", ".msgpack"];

    // Card and record of the base model: figures and lineage of a model that these weights are not.
    private static readonly string[] OfTheBase = [MergedModelCard.FileName, "run.json"];

    /// <summary>Writes the folder: weights with W' in their number formats, a card of its own, all other files as they are. One weight is in memory at a time.</summary>
    /// <param name="model">The base model's folder, in one file or in shards.</param>
    /// <param name="expert">The expert.</param>
    /// <param name="decomposition">The base model's decomposition.</param>
    /// <param name="output">The folder to write; nothing may be there. It appears whole or not at all.</param>
    /// <param name="cancellationToken">Stops between weights; nothing stays.</param>
    /// <exception cref="AdapterFormatException">The expert, the decomposition and the model do not go together, or a file is damaged.</exception>
    public static void Write(
        string model, SvfExpert expert, StoredDecomposition decomposition, string output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(decomposition);
        SvfFit.Check(expert, expert.Manifest.Label.Length > 0 ? expert.Manifest.Label : "expert", decomposition.Manifest);
        RefuseOtherBase(model, decomposition.Manifest);
        AtomicDirectory.Write(output, folder =>
        {
            foreach (var file in Directory.EnumerateFiles(model).Order(StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var target = Path.Combine(folder, Path.GetFileName(file));
                if (Path.GetExtension(file) == Weights)
                    Rewrite(file, target, expert, decomposition, cancellationToken);
                else if (!LeftOut.Contains(Path.GetExtension(file)) && !OfTheBase.Contains(Path.GetFileName(file)))
                    File.Copy(file, target);
            }

            File.WriteAllText(Path.Combine(folder, MergedModelCard.FileName), MergedModelCard.Of(expert, decomposition.Manifest));
        });
    }

    /// <summary>Refuses a model folder that the decomposition is not of.</summary>
    internal static void RefuseOtherBase(string model, DecompositionManifest decomposition)
    {
        var digest = LanguageModel.DigestOf(model);
        if (digest != decomposition.BaseDigest)
        {
            throw new AdapterFormatException(AdapterFormatError.DoesNotFit,
                $"'{model}' is {digest}; expert and decomposition are of '{decomposition.BaseModel}' ({decomposition.BaseDigest}).");
        }
    }

    private static void Rewrite(
        string file, string target, SvfExpert expert, StoredDecomposition decomposition, CancellationToken cancellationToken)
    {
        using var stored = SafetensorsFile.Open(file);
        var sources = stored.Tensors.Values.Select(tensor => KeyValuePair.Create(tensor.Name, Source(stored, tensor, expert, decomposition, cancellationToken))).ToList();
        SafetensorsWriter.WriteStreaming(target, sources, stored.Metadata.Count == 0 ? null : stored.Metadata);
    }

    // Portions come in ascending order, so that the gated weight is made at the first one and let go after the last.
    private static TensorSource Source(SafetensorsFile stored, TensorInfo tensor, SvfExpert expert, StoredDecomposition decomposition, CancellationToken cancellationToken)
    {
        TensorData? gated = null;
        return TensorSource.Of(tensor.DType, tensor.Shape, (start, portion) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!expert.Vectors.ContainsKey(tensor.Name))
            {
                stored.CopyTo(tensor.Name, start, portion);
                return;
            }

            gated ??= Gated(tensor.Name, stored.Read(tensor.Name), expert, decomposition);
            gated.Bytes.Span.Slice((int)start, portion.Length).CopyTo(portion);
            if (start + portion.Length == gated.Bytes.Length)
                gated = null;
        });
    }

    // In float32, rounded once to the weight's own format.
    private static TensorData Gated(string name, TensorData weight, SvfExpert expert, StoredDecomposition decomposition)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var change = tensor(EffectiveGate.Of(expert, name, decomposition.SingularValues(name)).Change());
        var gated = Reconstruction.OneSided(
            weight.ToTensor(dtype: ScalarType.Float32), decomposition.ReadBasis(name), decomposition.Manifest.Find(name)!.Side, change);
        return gated.to(weight.DType.ToScalarType()).ToTensorData();
    }
}
