namespace T2L.Embedding.Nano;

/// <summary>The features of a text: its tokens, the pairs of neighbouring tokens, and the pairs with one token between them.</summary>
/// <remarks>
/// A feature is a row of a table: rows 0 to V−1 are the tokens, the <see cref="Buckets"/> rows after them are shared by the pairs
/// through a hash. Special tokens ([CLS], [SEP], [PAD], …; ids below <see cref="FirstTokenId"/>) are no features and no part of one.
/// The ONNX graph of <see cref="NgramEncoderModel"/> computes exactly these rows.
/// </remarks>
public sealed record NgramFeatures
{
    /// <summary>The features over a vocabulary.</summary>
    /// <param name="vocabularySize">V, the number of token ids.</param>
    /// <param name="buckets">The number of rows that pairs share.</param>
    /// <param name="firstTokenId">The first id that stands for text.</param>
    public NgramFeatures(int vocabularySize, int buckets, int firstTokenId)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(firstTokenId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstTokenId, vocabularySize);
        _ = checked(vocabularySize + buckets);
        VocabularySize = vocabularySize;
        Buckets = buckets;
        FirstTokenId = firstTokenId;
    }

    /// <summary>V, the number of token ids.</summary>
    public int VocabularySize { get; }

    /// <summary>The number of rows that pairs share.</summary>
    public int Buckets { get; }

    /// <summary>The first id that stands for text; those below are special tokens.</summary>
    public int FirstTokenId { get; }

    /// <summary>The hash of neighbouring tokens.</summary>
    public NgramHash Neighbours { get; init; } = new(1_640_531_527, 1_013_904_223, 374_761_393);

    /// <summary>The hash of tokens with one between them.</summary>
    public NgramHash Skips { get; init; } = new(1_274_126_177, 668_265_263, 1_442_695_041);

    /// <summary>Whether pairs with one token between them are features too.</summary>
    public bool HasSkips { get; init; } = true;

    /// <summary>The number of rows: V + buckets.</summary>
    public int Count => VocabularySize + Buckets;

    /// <summary>The features of one text, one for each place where they occur.</summary>
    /// <param name="ids">Token ids, with or without special tokens.</param>
    /// <returns>Rows: first the tokens, then the neighbours, then the skips if there are any; at most 3 per id.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in the vocabulary.</exception>
    public int[] Extract(IReadOnlyList<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var features = new List<int>(3 * ids.Count);
        for (var i = 0; i < ids.Count; i++)
            if (IsToken(ids[i]))
                features.Add(ids[i]);
        AddPairs(features, ids, 1, Neighbours);
        if (HasSkips)
            AddPairs(features, ids, 2, Skips);
        return [.. features];
    }

    private void AddPairs(List<int> features, IReadOnlyList<int> ids, int distance, NgramHash hash)
    {
        for (var i = 0; i + distance < ids.Count; i++)
            if (IsToken(ids[i]) && IsToken(ids[i + distance]))
                features.Add(VocabularySize + hash.Bucket(ids[i], ids[i + distance], Buckets));
    }

    private bool IsToken(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, VocabularySize);
        return id >= FirstTokenId;
    }
}
