using System.CommandLine;
using T2L.Cli.Hosting;

namespace T2L.Cli.Commands;

/// <summary>adapters: the catalog from the shell.</summary>
internal static class AdaptersCommand
{
    public static Command Create() => new Command("adapters", "Adapters of a registry or a running server: make, find, describe, promote, roll back, measure, compare, move and verify them.")
    {
        AdaptersListCommand.List(),
        AdaptersListCommand.Search(),
        AdaptersSimilarCommand.Similar(),
        AdaptersSimilarCommand.Near(),
        AdaptersShowCommand.Create(),
        AdaptersMakeCommand.Create(),
        AdaptersBatchCommand.Create(),
        AdaptersMixCommand.Create(),
        AdaptersTryCommand.Create(),
        AdaptersImportCommand.Create(),
        AdaptersAliasCommand.Create(),
        AdaptersMetadataCommand.Tag(),
        AdaptersMetadataCommand.Owner(),
        AdaptersMetadataCommand.Set(),
        AdaptersCardCommand.Create(),
        AdaptersEvaluationsCommand.List(),
        AdaptersEvaluationsCommand.Add(),
        AdaptersDiffCommand.Diff(),
        AdaptersDiffCommand.Spectrum(),
        AdaptersDeploymentsCommand.Create(),
        AdaptersChecksCommand.Checks(),
        AdaptersChecksCommand.Release(),
        AdaptersHistoryCommand.Create(),
        AdaptersDeleteCommand.Delete(),
        AdaptersDeleteCommand.Restore(),
        AdaptersGcCommand.Create(),
        AdaptersBomCommand.Create(),
        AdaptersExportCommand.Create(),
        AdaptersCheckCommand.Create(),
        AdaptersVerifyCommand.Create(),
        ServerConnection.Server,
    }.WithExamples("./t2l adapters list", "./t2l adapters show math/gsm8k", "./t2l adapters list --server http://127.0.0.1:8080");
}
