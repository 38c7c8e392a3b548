using T2L.Testing;

namespace T2L.Tokenizers.Tests;

/// <summary>Pieces of a text that arrives token by token, joined, are the text of all tokens.</summary>
public sealed class IncrementalDecoderTests
{
    [GoldenTheory("tokenizers")]
    [MemberData(nameof(Fixture.Names), MemberType = typeof(Fixture))]
    public void Golden_vocabularies_decode_random_ids_piece_by_piece_as_at_once(string name)
    {
        var tokenizer = Fixture.Named(name);
        var random = new Random(20261121);
        for (int round = 0; round < 400; round++)
        {
            // Half of them from a narrow range of ids: bytes, which make and break characters.
            int limit = round % 2 == 0 ? tokenizer.VocabularySize + 5 : 300;
            int[] ids = [.. Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(-1, limit))];
            bool skip = round % 3 == 0;
            var decoder = new IncrementalDecoder(tokenizer, skip);
            string[] pieces = [.. ids.Select(decoder.Append), decoder.Finish()];

            Assert.Equal(tokenizer.Decode(ids, skip), string.Concat(pieces));
            Assert.All(pieces, piece => Assert.False(piece.Length > 0 && (char.IsLowSurrogate(piece[0]) || char.IsHighSurrogate(piece[^1]))));
        }
    }

    [Fact]
    public void Byte_runs_wait_for_their_end()
    {
        var tokenizer = Fixture.Of("""
            {"decoder": {"type": "Sequence", "decoders": [
               {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"},
               {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
             "model": {"type": "BPE", "vocab": {"▁a": 0, "<0xE2>": 1, "<0x82>": 2, "<0xAC>": 3, "▁": 4}, "merges": [] } }
            """);
        var decoder = new IncrementalDecoder(tokenizer);

        string[] pieces = [.. new[] { 0, 1, 2, 3, 0, 1, 0, 4 }.Select(decoder.Append), decoder.Finish()];

        Assert.Equal(["a", "", "", "", "€ a", "", "\uFFFD a", " ", ""], pieces);
    }

    [Fact]
    public void Spaces_that_may_be_the_end_of_a_token_are_kept_back()
    {
        var tokenizer = Fixture.Of("""
            {"decoder": {"type": "Sequence", "decoders": [{"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 2}]},
             "model": {"type": "BPE", "vocab": {" ": 0, "a": 1}, "merges": [] } }
            """);
        var decoder = new IncrementalDecoder(tokenizer);

        string[] pieces = [.. new[] { 0, 0, 1, 0, 0, 0, 1, 0, 0 }.Select(decoder.Append), decoder.Finish()];

        Assert.Equal(["", "", " a", "", "", " ", "  a", "", "", ""], pieces);
    }
}
