using T2L.Cli;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
