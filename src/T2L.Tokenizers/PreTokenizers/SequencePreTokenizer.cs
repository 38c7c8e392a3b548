namespace T2L.Tokenizers.PreTokenizers;

/// <summary>Several splits, each applied to the words of the one before; none of them keeps the text whole.</summary>
internal sealed class SequencePreTokenizer(IReadOnlyList<IPreTokenizer> steps) : IPreTokenizer
{
    public void Split(Piece piece, List<Piece> words)
    {
        List<Piece> current = [piece];
        foreach (var step in steps)
        {
            var next = new List<Piece>(current.Count * 2);
            foreach (var word in current)
                step.Split(word, next);
            current = next;
        }
        words.AddRange(current);
    }
}
