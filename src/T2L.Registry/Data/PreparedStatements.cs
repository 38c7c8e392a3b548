using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace T2L.Registry.Data;

/// <summary>
/// Prepares the statements that carry <see cref="Tag"/>: PostgreSQL plans them once for each connection. Planning takes several times as long as running one that finds a row by its key.
/// Others are planned for their values each time: what a list looks for decides how it is found.
/// </summary>
internal sealed class PreparedStatements : DbCommandInterceptor
{
    /// <summary>Marks a query, with <c>TagWith</c>.</summary>
    public const string Tag = "prepared";

    private const string Mark = $"-- {Tag}";

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith(Mark, StringComparison.Ordinal))
            await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }
}
