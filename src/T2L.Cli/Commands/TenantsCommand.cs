using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Registry.Tenants;

namespace T2L.Cli.Commands;

/// <summary>tenants: who shares the registry without seeing each other.</summary>
internal static class TenantsCommand
{
    private static readonly Option<long?> Versions = new("--versions") { Description = "Versions of adapters at most, deleted ones included until they are purged." };
    private static readonly Option<long?> Bytes = new("--bytes") { Description = "Bytes of their files at most." };
    private static readonly Argument<string> Id = new("tenant") { Description = "Its name: a-z, 0-9, - and _." };

    public static Command Create() => new Command("tenants", "Make and list tenants. Each sees its own adapters, jobs and keys; the operator's commands take --tenant.")
    {
        RegistryCommand.Create("create", "Make a tenant.", CreateAsync, [Id], "./t2l tenants create acme", "./t2l keys create --tenant acme --name ci --scopes read,generate"),
        RegistryCommand.Create("list", "The tenants by name, what they have and may have.", ListAsync, [], "./t2l tenants list"),
        RegistryCommand.Create("quota", "Say how much a tenant may have; what is left out has no limit.", QuotaAsync, [Id, Versions, Bytes],
            "./t2l tenants quota acme --versions 10000 --bytes 50000000000", "./t2l tenants quota acme"),
        Usage(),
    }.WithExamples("./t2l tenants create acme", "./t2l tenants list");

    // What everybody may ask of a server.
    private static Command Usage()
    {
        var command = ClientCommand.Create("usage", "What your own tenant has and may have.", UsageAsync, [], "./t2l tenants usage --server https://t2l.example.org");
        command.Options.Add(ServerConnection.Server);
        return command;
    }

    private static async Task<object> UsageAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var usage = await t2l.Tenants.UsageAsync(cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["tenant", "versions", "of", "bytes", "of"], [[usage.Tenant, Number(usage.Versions), Limit(usage.MaxVersions), Number(usage.Bytes), Limit(usage.MaxBytes)]]);
        return usage;
    }

    private static async Task<object> CreateAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var id = parsed.GetValue(Id)!;
        var isNew = await services.GetRequiredService<TenantDirectory>().CreateAsync(id, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line(isNew ? $"Tenant '{id}' is made. A key for it: ./t2l keys create --tenant {id} --name ci --scopes read,generate" : $"Tenant '{id}' is there already. Nothing was changed.");
        return new { Id = id, IsNew = isNew };
    }

    private static async Task<object> ListAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var directory = services.GetRequiredService<TenantDirectory>();
        var usages = new List<TenantUsage>();
        foreach (var tenant in await directory.ListAsync(cancellation).ConfigureAwait(false))
            using (TenantScope.Enter(tenant.Id))
                usages.Add(await directory.UsageAsync(cancellation).ConfigureAwait(false));
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["tenant", "made", "versions", "of", "bytes", "of"], usages.Select(Row));
        return new { Items = usages.Select(usage => new { Id = usage.Tenant, usage.CreatedAt, usage.Versions, usage.Bytes, usage.Quota }).ToList() };
    }

    private static async Task<object> QuotaAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var (id, quota) = (parsed.GetValue(Id)!, new TenantQuota(parsed.GetValue(Versions), parsed.GetValue(Bytes)));
        if (quota is { Versions: < 0 } or { Bytes: < 0 })
            throw new UsageException("A quota is below zero; expected a number from 0, or leave it out for no limit.");
        await services.GetRequiredService<TenantDirectory>().LimitAsync(id, quota, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line($"Tenant '{id}' may have {Limit(quota.Versions)} versions and {Limit(quota.Bytes)} bytes.");
        return new { Id = id, quota.Versions, quota.Bytes };
    }

    private static IReadOnlyList<string> Row(TenantUsage usage) =>
    [
        usage.Tenant, usage.CreatedAt.ToString("u", CultureInfo.InvariantCulture), Number(usage.Versions), Limit(usage.Quota.Versions), Number(usage.Bytes), Limit(usage.Quota.Bytes),
    ];

    private static string Limit(long? limit) => limit is { } number ? Number(number) : "any";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
