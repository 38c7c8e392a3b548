namespace T2L.Tokenizers.Decoders;

/// <summary>Several decoders, one after the other.</summary>
internal sealed class SequenceDecoder(IReadOnlyList<ITokenDecoder> steps) : ITokenDecoder
{
    public ITokenSink Onto(ITokenSink next)
    {
        for (int i = steps.Count - 1; i >= 0; i--)
            next = steps[i].Onto(next);
        return next;
    }
}
