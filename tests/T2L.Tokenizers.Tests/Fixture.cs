using System.IO.Compression;
using System.Text;
using T2L.Testing;
using T2L.Tokenizers.Reading;

namespace T2L.Tokenizers.Tests;

/// <summary>The tokenizers of fixtures/tokenizers, and small ones written in a test.</summary>
internal static class Fixture
{
    /// <summary>The names in the index; a skipped theory still wants one row.</summary>
    public static TheoryData<string> Names()
    {
        var names = TokenizerGoldenTests.Names();
        if (names.Count == 0)
            names.Add("none");
        return names;
    }

    public static byte[] Bytes(string folder)
    {
        string packed = Path.Combine(folder, "tokenizer.json.gz");
        if (!File.Exists(packed))
            return File.ReadAllBytes(Path.Combine(folder, "tokenizer.json"));
        using var source = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress);
        using var target = new MemoryStream();
        source.CopyTo(target);
        return target.ToArray();
    }

    public static Tokenizer Open(string folder, bool plain = false) => new(TokenizerJson.Read(Bytes(folder), "tokenizer.json", plain));

    public static Tokenizer Named(string name, bool plain = false) => Open(Path.Combine(Repository.Family("tokenizers"), name), plain);

    public static Tokenizer Of(string json) => Tokenizer.FromJson(Encoding.UTF8.GetBytes(json));

    /// <summary>The text as it comes from an incremental decoder.</summary>
    public static string OneByOne(Tokenizer tokenizer, IEnumerable<int> ids, bool skipSpecialTokens)
    {
        var decoder = new IncrementalDecoder(tokenizer, skipSpecialTokens);
        return string.Concat(ids.Select(decoder.Append).ToList().Append(decoder.Finish()));
    }
}
