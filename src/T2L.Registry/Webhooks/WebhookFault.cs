using System.Text.RegularExpressions;
using T2L.Registry.Data;

namespace T2L.Registry.Webhooks;

/// <summary>What a webhook may be.</summary>
public static partial class WebhookFault
{
    private const int MaxActions = 50;

    /// <summary>What is wrong with an address.</summary>
    /// <param name="url">The address.</param>
    /// <param name="allowHttp">Whether an address without encryption may be, for servers on this machine.</param>
    /// <returns>A sentence for the user; null when it is fine.</returns>
    public static string? OfUrl(string? url, bool allowHttp) =>
        url is { Length: > 0 and <= Limits.WebhookUrl } && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (allowHttp && address.Scheme == Uri.UriSchemeHttp))
            ? null
            : $"The address '{url}' cannot be told; expected https://… without a user's name, at most {Limits.WebhookUrl} characters."
                + (allowHttp ? "" : " Where http and private addresses may be told, Api:Webhooks:AllowPrivate is true.");

    /// <summary>What is wrong with a list of actions.</summary>
    /// <param name="actions">Actions of the audit log, <c>alias.*</c> for all of a kind, <c>*</c> for all.</param>
    /// <returns>A sentence for the user; null when it is fine.</returns>
    public static string? OfActions(IReadOnlyList<string?>? actions)
    {
        if (actions is not { Count: >= 1 and <= MaxActions })
            return $"There are {actions?.Count ?? 0} actions; expected 1 to {MaxActions}, for instance 'alias.*', or '*' for all.";
        foreach (var action in actions)
            if (action is null || !Form().IsMatch(action))
                return $"'{action}' is no action; expected one of the audit log such as 'alias.set', 'alias.*' for all of a kind, or '*' for all.";
        return null;
    }

    [GeneratedRegex(@"\A(\*|[a-z]{1,30}\.(\*|[a-z]{1,30}))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
