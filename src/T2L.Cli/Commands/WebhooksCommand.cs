using System.CommandLine;
using System.Globalization;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Webhooks;

namespace T2L.Cli.Commands;

/// <summary>webhooks: addresses that are told what happens.</summary>
internal static class WebhooksCommand
{
    private static readonly Argument<string> Url = new("url") { Description = "Where it is told, https://…" };
    private static readonly Argument<Guid> Id = new("webhook") { Description = "Id of a webhook." };
    private static readonly Argument<Guid> Delivery = new("delivery") { Description = "Id of a message, as 'deliveries' lists it." };
    private static readonly Option<string[]> Action = new("--action")
    {
        Description = "Of what: an action of the audit log such as alias.set, or alias.* for all of a kind; may be given several times. Default: all.", DefaultValueFactory = _ => ["*"],
    };

    public static Command Create() => new Command("webhooks", "Have addresses told what happens, signed and until they heard it.")
    {
        ClientCommand.Create("create", "Make a webhook. The key of its signatures is shown this once.", CreateAsync, [Url, Action],
            "./t2l webhooks create https://ci.example.org/t2l --action 'alias.*'"),
        ClientCommand.Create("list", "All webhooks.", ListAsync, [], "./t2l webhooks list"),
        ClientCommand.Create("deliveries", "What became of the last events for a webhook.", DeliveriesAsync, [Id], "./t2l webhooks deliveries 01a2009d-7259-7969-9dd5-af8bbc4e0a36"),
        ClientCommand.Create("delete", "Delete a webhook and what it was still to be told.", DeleteAsync, [Id], "./t2l webhooks delete 01a2009d-7259-7969-9dd5-af8bbc4e0a36"),
        ClientCommand.Create("repeat", "Send a message of a webhook again, at once.", RepeatAsync, [Id, Delivery], "./t2l webhooks repeat 01a2009d-7259-7969-9dd5-af8bbc4e0a36 01a2009e-11f4-7c02-8a52-3a0b8e1c7d11"),
        ServerConnection.Server,
    }.WithExamples("./t2l webhooks create https://ci.example.org/t2l", "./t2l webhooks list");

    private static async Task<object> CreateAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var hook = await t2l.Webhooks.CreateAsync(parsed.GetValue(Url)!, parsed.GetValue(Action)!, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["", ""], [["id", hook.Id.ToString()], ["told", hook.Url], ["of", string.Join(", ", hook.Actions)], ["secret", hook.Secret!]]);
        return hook;
    }

    private static async Task<object> ListAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var hooks = await t2l.Webhooks.ListAsync(cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["id", "told", "of", "made", "by"], hooks.Select(Row));
        return new { Items = hooks };
    }

    private static async Task<object> DeliveriesAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var deliveries = await t2l.Webhooks.DeliveriesAsync(parsed.GetValue(Id), cancellationToken: cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["id", "at", "did", "adapter", "attempts", "arrived", "next", "error"], deliveries.Select(Row));
        return new { Items = deliveries };
    }

    private static async Task<object> DeleteAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        await t2l.Webhooks.DeleteAsync(parsed.GetValue(Id), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line($"Webhook {parsed.GetValue(Id)} is deleted.");
        return new { Id = parsed.GetValue(Id) };
    }

    private static async Task<object> RepeatAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        await t2l.Webhooks.RepeatAsync(parsed.GetValue(Id), parsed.GetValue(Delivery), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line($"Message {parsed.GetValue(Delivery)} is sent again.");
        return new { Id = parsed.GetValue(Delivery) };
    }

    private static IReadOnlyList<string> Row(WebhookInfo hook) => [hook.Id.ToString(), hook.Url, string.Join(", ", hook.Actions), Time(hook.CreatedAt), hook.CreatedBy];

    private static IReadOnlyList<string> Row(DeliveryInfo delivery) =>
    [
        delivery.Id.ToString(), Time(delivery.Event.At), delivery.Event.Action, delivery.Event.Adapter ?? "", delivery.Attempts.ToString(CultureInfo.InvariantCulture),
        Time(delivery.DeliveredAt), Time(delivery.DueAt), delivery.Error ?? "",
    ];

    private static string Time(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "";
}
