using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using T2L.Registry.Data;

namespace T2L.Registry.Hosting;

/// <summary>How connections and contexts are set up.</summary>
internal static class RegistrySource
{
    internal static NpgsqlDataSource Create(string connectionString, RegistryOptions options, ILoggerFactory loggers)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = options.CommandTimeoutSeconds };
        text.ApplicationName ??= "t2l";
        return new NpgsqlDataSourceBuilder(text.ConnectionString).UseLoggerFactory(loggers).Build();
    }

    internal static DbContextOptions<RegistryDb> Options(NpgsqlDataSource source, ILoggerFactory loggers) =>
        new DbContextOptionsBuilder<RegistryDb>().UseNpgsql(source).UseModel(RegistryModel.Value).UseLoggerFactory(loggers).Options;
}
