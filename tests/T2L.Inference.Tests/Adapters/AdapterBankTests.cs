using T2L.Adapters;
using T2L.Contracts;
using T2L.Models;
using T2L.Models.Lora;
using static TorchSharp.torch;

namespace T2L.Inference.Adapters;

public sealed class AdapterBankTests
{
    private static readonly Digest First = Digest.Of([1]), Second = Digest.Of([2]), Third = Digest.Of([3]);

    private readonly List<Digest> _loads = [];

    [Fact]
    public async Task Many_who_ask_at_once_share_one_load()
    {
        using var gate = new SemaphoreSlim(0);
        using var bank = new AdapterBank(async (digest, cancellationToken) => { await gate.WaitAsync(cancellationToken); return Load(digest); }, 4);

        var asking = Enumerable.Range(0, 20).Select(_ => bank.AcquireAsync(First, default)).ToArray();
        gate.Release();
        var leases = await Task.WhenAll(asking);

        Assert.Equal([First], _loads);
        Assert.Single(leases.Select(lease => lease.Adapter).Distinct());
    }

    [Fact]
    public async Task The_least_recently_used_makes_room()
    {
        using var bank = new AdapterBank((digest, _) => Task.FromResult(Load(digest)), 2);
        foreach (var digest in (Digest[])[First, Second, First, Third, First, Second])
            (await bank.AcquireAsync(digest, default)).Dispose();

        Assert.Equal([First, Second, Third, Second], _loads);
        Assert.Equal(2, bank.Count);
    }

    [Fact]
    public async Task What_is_in_use_stays_even_where_there_is_no_room()
    {
        using var bank = new AdapterBank((digest, _) => Task.FromResult(Load(digest)), 1);
        var first = await bank.AcquireAsync(First, default);
        var second = await bank.AcquireAsync(Second, default);

        Assert.Equal(2, bank.Count);
        Assert.True(IsOnDevice(first.Adapter));
        first.Dispose();
        first.Dispose();
        Assert.Equal(1, bank.Count);
        Assert.False(IsOnDevice(first.Adapter));
        Assert.True(IsOnDevice(second.Adapter));
        second.Dispose();
    }

    [Fact]
    public async Task A_failed_load_is_tried_again_by_the_next_who_asks()
    {
        bool broken = true;
        using var bank = new AdapterBank(
            (digest, _) => broken ? throw new InferenceException(InferenceError.AdapterDamaged, "broken") : Task.FromResult(Load(digest)), 2);

        await Assert.ThrowsAsync<InferenceException>(() => bank.AcquireAsync(First, default));
        Assert.Equal(0, bank.Count);
        broken = false;
        (await bank.AcquireAsync(First, default)).Dispose();

        Assert.Equal([First], _loads);
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_stop_the_load_for_others()
    {
        using var gate = new SemaphoreSlim(0);
        using var cancel = new CancellationTokenSource();
        using var bank = new AdapterBank(async (digest, cancellationToken) => { await gate.WaitAsync(cancellationToken); return Load(digest); }, 4);
        var impatient = bank.AcquireAsync(First, cancel.Token);
        var patient = bank.AcquireAsync(First, default);

        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.Release();

        (await patient).Dispose();
        Assert.Equal([First], _loads);
    }

    private static bool IsOnDevice(BankedAdapter adapter)
    {
        using var scope = NewDisposeScope();
        var x = zeros([1, 1, 32]);
        return Record.Exception(() => new SingleAdapter(adapter.Lora!).Apply(0, "q_proj", x, x)) is null;
    }

    private BankedAdapter Load(Digest digest)
    {
        lock (_loads)
            _loads.Add(digest);
        return new BankedAdapter(DeviceAdapter.Load(TinyModel.Adapter(TinyModel.Config, seed: 1), TinyModel.Config), null);
    }
}
