using T2L.Tokenizers;

namespace T2L.Training.Data;

/// <summary>The nano base's tokenizer: one token a printable ASCII character, and six special tokens.</summary>
internal static class NanoTokenizer
{
    /// <summary>Writes tokenizer.json into a folder and loads it back, so that training counts with what will be shipped.</summary>
    public static Tokenizer Create(string directory)
    {
        CharacterTokenizer.Write(
            directory,
            characters: string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)),
            specialTokens: [NanoLayout.Unknown, NanoLayout.EndOfSequence, .. NanoLayout.NeutralSlots, NanoLayout.Separator],
            template: string.Join(' ', [.. NanoLayout.NeutralSlots, "$A", NanoLayout.Separator]),
            unknownToken: NanoLayout.Unknown);
        return Tokenizer.Load(directory);
    }
}
