using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using T2L.Registry.Data;
using T2L.Registry.Tenants;

namespace T2L.Registry.Keys;

/// <summary>Says whose key a secret is. The answer is remembered for a moment, so that a busy caller costs the database one question every few seconds.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">The clock of ends.</param>
public sealed class KeyCheck(IDbContextFactory<RegistryDb> contexts, TimeProvider time)
{
    /// <summary>How long a revoked key may still be let in.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(3);

    private const int MostRemembered = 10_000;
    private static readonly TimeSpan BetweenUses = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.Ordinal);

    /// <summary>Finds the key.</summary>
    /// <param name="secret">What a caller sent.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <returns>The key; null where the secret is none, or the key is over.</returns>
    public async Task<KeyEntry?> FindAsync(string secret, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (!KeySecret.HasForm(secret))
            return null;
        var hash = KeySecret.HashOf(secret);
        // Under its hash: the secret itself stays in no memory longer than its request.
        var place = Convert.ToHexString(hash);
        if (!_answers.TryGetValue(place, out var answer) || time.GetElapsedTime(answer.Asked) >= Remembered)
            answer = await AskAsync(place, KeySecret.PrefixOf(secret), hash, cancellationToken).ConfigureAwait(false);
        return answer.Key is { } key && key.IsGood(time.GetUtcNow()) ? key : null;
    }

    /// <summary>Forgets all answers: what was revoked in this process is over at once.</summary>
    public void Forget() => _answers.Clear();

    private async Task<Answer> AskAsync(string place, string prefix, byte[] hash, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        // Whoever tries many secrets fills this; then it starts anew.
        if (_answers.Count >= MostRemembered)
            _answers.Clear();
        return _answers[place] = new Answer(await LookAsync(prefix, hash, cancellationToken).ConfigureAwait(false), asked);
    }

    private async Task<KeyEntry?> LookAsync(string prefix, byte[] hash, CancellationToken cancellationToken)
    {
        // Nobody knows yet whose it is.
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var row = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(x => x.Prefix == prefix, cancellationToken).ConfigureAwait(false);
            if (row is null || !CryptographicOperations.FixedTimeEquals(row.SecretHash, hash))
                return null;
            var (key, now) = (KeyEntry.Of(row), time.Now());
            if (key.IsGood(now) && (key.LastUsedAt is not { } used || now - used >= BetweenUses))
                await db.Database.ExecuteSqlAsync($"update api_keys set last_used_at = {now} where id = {row.Id}", cancellationToken).ConfigureAwait(false);
            return key;
        }
    }

    private sealed record Answer(KeyEntry? Key, long Asked);
}
