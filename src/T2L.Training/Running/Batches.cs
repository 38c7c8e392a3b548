using static TorchSharp.torch;

namespace T2L.Training.Running;

/// <summary>
/// Cuts a stream of drawn items into batches of similar length: several batches are drawn at a time, sorted, cut and
/// shuffled, which halves the padding of short sequences.
/// </summary>
/// <remarks>The content of a step depends on seed and step alone, so that a resumed run sees what it would have seen.</remarks>
internal sealed class Batches<T>(int seed, int batchSize, Func<Random, T> draw, Func<T, int> length)
{
    private const int BatchesAtATime = 8;

    private int _block = -1;
    private T[][] _batches = [];

    /// <summary>The batch of a step, counted from 0.</summary>
    public T[] At(int step)
    {
        if (step / BatchesAtATime != _block)
            Draw(step / BatchesAtATime);
        return _batches[step % BatchesAtATime];
    }

    private void Draw(int block)
    {
        var random = new Random(Seeds.Mix(seed, block));
        var items = Enumerable.Range(0, batchSize * BatchesAtATime).Select(_ => draw(random)).OrderBy(length).ToArray();
        _batches = items.Chunk(batchSize).ToArray();
        random.Shuffle(_batches);
        _block = block;
    }
}

/// <summary>Batches of a step, dealt out to workers.</summary>
internal static class Batches
{
    /// <summary>One loss for each share of a batch, weighted so that their mean is that of the whole batch where one share is larger than another.</summary>
    /// <param name="batch">The items of a step.</param>
    /// <param name="shares">How many shares.</param>
    /// <param name="loss">Mean loss over the items of a share; the number is the share's.</param>
    public static IReadOnlyList<Func<Tensor>> Losses<T>(T[] batch, int shares, Func<T[], int, Tensor> loss)
    {
        T[][] parts = [.. Shares(batch, shares)];
        return [.. parts.Select((part, number) => (Func<Tensor>)(() => loss(part, number) * ((double)part.Length * parts.Length / batch.Length)))];
    }

    /// <summary>Equal shares of a batch, dealt out in turn, so that no worker gets all the long items.</summary>
    public static IEnumerable<T[]> Shares<T>(T[] batch, int workers) =>
        Enumerable.Range(0, Math.Min(workers, batch.Length)).Select(worker => batch.Where((_, index) => index % workers == worker).ToArray());
}
