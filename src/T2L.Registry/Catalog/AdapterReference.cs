using System.Buffers;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Registry.Aliases;
using T2L.Registry.Data;
using T2L.Registry.Publishing;

namespace T2L.Registry.Catalog;

/// <summary>The ways to say which version is meant. Names hold no colon and no @, so no two of them can be confused.</summary>
internal static class AdapterReference
{
    private const string DigestPrefix = "sha256:";
    private const int FewestDigits = 8;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    internal static IQueryable<AdapterVersion> Select(IQueryable<AdapterVersion> versions, string reference)
    {
        if (Digest.TryParse(reference, out var digest))
            return versions.Where(x => x.Digest == digest);
        if (Guid.TryParseExact(reference, "D", out var id))
            return versions.Where(x => x.Id == id);
        if (reference.StartsWith(DigestPrefix, StringComparison.Ordinal))
            return StartingWith(versions, reference);
        return Named(versions, reference);
    }

    private static IQueryable<AdapterVersion> Named(IQueryable<AdapterVersion> versions, string reference)
    {
        var at = reference.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
            return Aliased(versions, reference[..at], reference[(at + 1)..]);
        var colon = reference.LastIndexOf(':');
        var name = colon < 0 ? reference : reference[..colon];
        if (AdapterName.Fault(name) is not null)
            return versions.Where(_ => false);
        if (colon < 0)
            return versions.Where(x => x.Name == name).Trusted().OrderByDescending(x => x.Version).Take(1);
        return int.TryParse(reference.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? versions.Where(x => x.Name == name && x.Version == number)
            : versions.Where(_ => false);
    }

    private static IQueryable<AdapterVersion> Aliased(IQueryable<AdapterVersion> versions, string name, string alias)
    {
        if (alias == AliasName.Latest)
            return Named(versions, name);
        return AdapterName.Fault(name) is null && AliasName.Fault(alias) is null
            ? versions.Where(x => x.Name == name && x.Aliases.Any(y => y.Alias == alias))
            : versions.Where(_ => false);
    }

    private static IQueryable<AdapterVersion> StartingWith(IQueryable<AdapterVersion> versions, string reference)
    {
        var digits = reference.AsSpan(DigestPrefix.Length);
        if (digits.Length < FewestDigits || digits.Length > 64 || digits.ContainsAnyExcept(HexDigits))
            return versions.Where(_ => false);
        var pattern = reference + "%"; // only digits, so nothing in it needs escaping
        return versions.Where(x => EF.Functions.Like((string)(object)x.Digest, pattern));
    }
}
