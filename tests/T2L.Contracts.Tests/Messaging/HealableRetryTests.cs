using System.Data.Common;
using T2L.Contracts.Messaging;

namespace T2L.Contracts.Tests.Messaging;

public sealed class HealableRetryTests
{
    [Fact]
    public void Retries_storage_and_database_that_may_come_back()
    {
        Assert.True(HealableRetry.CanHeal(new IOException("disk is busy")));
        Assert.True(HealableRetry.CanHeal(new TimeoutException()));
        Assert.True(HealableRetry.CanHeal(new DatabaseFailure(transient: true)));
        Assert.True(HealableRetry.CanHeal(new InvalidOperationException("saving failed", new DatabaseFailure(transient: true))));
    }

    [Fact]
    public void Never_retries_what_stays_as_it_is()
    {
        Assert.False(HealableRetry.CanHeal(new FileNotFoundException("no such model")));
        Assert.False(HealableRetry.CanHeal(new ArgumentException("wrong shape")));
        Assert.False(HealableRetry.CanHeal(new DatabaseFailure(transient: false)));
        Assert.False(HealableRetry.CanHeal(new InferenceException(InferenceError.AdapterDamaged, "bytes changed")));
    }

    private sealed class DatabaseFailure(bool transient) : DbException
    {
        public override bool IsTransient => transient;
    }
}
