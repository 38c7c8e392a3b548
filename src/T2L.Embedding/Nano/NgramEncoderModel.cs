namespace T2L.Embedding.Nano;

/// <summary>Writes an n-gram encoder as a directory that <see cref="TextEncoder"/> loads: the gte interface, without a transformer.</summary>
/// <remarks>
/// Every position of last_hidden_state holds the text vector, so CLS pooling finds it. The gte family's tokens and pooling stay;
/// only what lies between them is small enough to train on two cores in a minute.
/// </remarks>
public static class NgramEncoderModel
{
    /// <summary>The ONNX model.</summary>
    /// <param name="weights">The trained weights.</param>
    /// <param name="precision">How the vectors are stored.</param>
    /// <returns>The bytes of <c>model.onnx</c>.</returns>
    public static byte[] ToOnnx(NgramEncoderWeights weights, NgramPrecision precision = NgramPrecision.Int8)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.Features.Neighbours.Validate(nameof(NgramFeatures.Neighbours));
        weights.Features.Skips.Validate(nameof(NgramFeatures.Skips));
        return new NgramEncoderGraph(precision == NgramPrecision.Int8 ? weights.RoundedToInt8() : weights, precision).Build();
    }

    /// <summary>Writes <c>model.onnx</c> and <c>tokenizer.json</c>; each appears whole or not at all.</summary>
    /// <param name="directory">Made when it is not there.</param>
    /// <param name="weights">The trained weights.</param>
    /// <param name="vocabulary">The vocabulary they were trained with.</param>
    /// <param name="precision">How the vectors are stored.</param>
    /// <exception cref="ArgumentException">The vocabulary is not the one of the weights.</exception>
    public static void Save(string directory, NgramEncoderWeights weights, WordPieceVocabulary vocabulary, NgramPrecision precision = NgramPrecision.Int8)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(vocabulary);
        if (vocabulary.Tokens.Count != weights.Features.VocabularySize)
        {
            throw new ArgumentException(
                $"The vocabulary has {vocabulary.Tokens.Count} tokens, the weights were trained with {weights.Features.VocabularySize}.", nameof(vocabulary));
        }

        Directory.CreateDirectory(directory);
        WriteWhole(Path.Combine(directory, "tokenizer.json"), vocabulary.ToJson());
        WriteWhole(Path.Combine(directory, "model.onnx"), ToOnnx(weights, precision));
    }

    private static void WriteWhole(string path, byte[] bytes)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
