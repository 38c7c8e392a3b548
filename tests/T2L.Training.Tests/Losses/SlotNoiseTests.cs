using T2L.Training.Losses;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Losses;

public sealed class SlotNoiseTests
{
    private const int Slots = 3;
    private const int Width = 16;

    [Fact]
    public void Examples_without_a_code_and_everything_behind_the_slots_stay_as_they_are()
    {
        var embeddings = Random([2, 7, Width], seed: 1);

        var blurred = Blur(embeddings, strength: 1, seed: 5, coded: [true, false]);

        Assert.Equal(embeddings.select(0, 1).data<float>().ToArray(), blurred.select(0, 1).contiguous().data<float>().ToArray());
        Assert.Equal(Behind(embeddings), Behind(blurred));
        Assert.NotEqual(Codes(embeddings), Codes(blurred));
    }

    [Fact]
    public void The_same_seed_blurs_alike_and_another_does_not()
    {
        var embeddings = Random([2, 7, Width], seed: 1);

        Assert.Equal(Codes(Blur(embeddings, 1, seed: 5)), Codes(Blur(embeddings, 1, seed: 5)));
        Assert.NotEqual(Codes(Blur(embeddings, 1, seed: 5)), Codes(Blur(embeddings, 1, seed: 6)));
    }

    [Fact]
    public void Half_the_strength_moves_a_code_half_as_far()
    {
        var embeddings = Random([2, 7, Width], seed: 1);

        var whole = (Blur(embeddings, 1, seed: 5) - embeddings).norm().item<float>();
        var half = (Blur(embeddings, 0.5, seed: 5) - embeddings).norm().item<float>();

        Assert.Equal(whole / 2, half, whole * 1e-5);
    }

    [Fact]
    public void Codes_still_learn_through_the_noise()
    {
        var embeddings = Random([2, 7, Width], seed: 1).requires_grad_();

        Blur(embeddings, 1, seed: 5).sum().backward();

        // The size of the noise and the code of the neighbour count as given: every embedding moves its own result, and by as much.
        Assert.All(embeddings.grad!.data<float>().ToArray(), gradient => Assert.Equal(1, gradient, 1e-6));
    }

    private static Tensor Blur(Tensor embeddings, double strength, int seed, IReadOnlyList<bool>? coded = null)
    {
        using var noise = new SlotNoise(Random([Slots, Width], seed: 2), strength, seed);
        return noise.On(coded ?? [true, true])(embeddings);
    }

    private static Tensor Random(long[] shape, ulong seed)
    {
        using var generator = new Generator(seed, CPU);
        return randn(shape, generator: generator);
    }

    private static float[] Codes(Tensor embeddings) => embeddings.select(0, 0).narrow(0, 0, Slots).contiguous().data<float>().ToArray();

    private static float[] Behind(Tensor embeddings) => embeddings.select(0, 0).narrow(0, Slots, 4).contiguous().data<float>().ToArray();
}
