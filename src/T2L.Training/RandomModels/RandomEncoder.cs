using T2L.Adapters;
using T2L.Embedding;
using T2L.Embedding.Gte;

namespace T2L.Training.RandomModels;

/// <summary>A text encoder of the gte-v1.5 family as ONNX, with a made-up WordPiece vocabulary.</summary>
internal sealed class RandomEncoder(GteEncoderShape shape) : IRandomPart
{
    private const float Deviation = 0.02f;

    // bert-base-uncased has 30,522 tokens; its successors round the number of rows up.
    private const int UnusedRows = 6;

    // Where bert-base-uncased has them.
    private const int FirstSpecial = 100;
    private static readonly string[] Special = ["[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    public string Name => "encoder";

    public long Parameters => shape.ParameterCount;

    public long Bytes => Parameters * sizeof(float);

    public void Write(string directory, RandomTensors tensors) =>
        GteEncoderModel.Save(directory, shape, (name, size) => Source(tensors, name, size), Vocabulary());

    private static TensorSource Source(RandomTensors tensors, string name, long[] size)
    {
        var isNorm = name.Contains("LayerNorm.", StringComparison.Ordinal) || name.Contains("_ln.", StringComparison.Ordinal);
        return isNorm
            ? tensors.Constant(TensorDType.F32, size, name.EndsWith(".weight", StringComparison.Ordinal) ? 1 : 0)
            : tensors.Normal($"encoder/{name}", TensorDType.F32, size, Deviation);
    }

    private WordPieceVocabulary Vocabulary()
    {
        List<string> tokens = ["[PAD]", .. Enumerable.Range(0, FirstSpecial - 1).Select(i => FormattableString.Invariant($"[unused{i}]")), .. Special];
        var pieces = PieceTable.Of([.. PieceTable.Letters().Where(letter => !char.IsAsciiLetterUpper(letter[0]))], ' ', shape.VocabularySize).Tokens;
        tokens.AddRange(pieces.SelectMany(piece => new[] { piece, $"##{piece}" }).Take(shape.VocabularySize - UnusedRows - tokens.Count));
        return WordPieceVocabulary.Of(tokens);
    }
}
