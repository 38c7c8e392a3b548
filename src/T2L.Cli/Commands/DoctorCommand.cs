using System.CommandLine;
using T2L.Cli.Doctor;
using T2L.Cli.Output;

namespace T2L.Cli.Commands;

/// <summary>doctor: what is installed, what is missing, and the line that installs it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Say what is installed, what is missing, and the line that installs it.");
        command.SetAction(Run);
        return command.WithExamples("./t2l doctor", "./t2l doctor --json");
    }

    private static int Run(ParseResult parsed)
    {
        var findings = Checks.All().ToList();
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { Checks = findings });
        else
            Terminal.Table(["", "part", "found", "if it is missing"],
                findings.Select(finding => (IReadOnlyList<string>)[finding.Ok ? "ok" : finding.Required ? "MISSING" : "-", finding.Part, finding.Found, finding.Ok ? "" : finding.Remedy]));
        return findings.All(finding => finding.Ok || !finding.Required) ? ExitCode.Success : ExitCode.Failure;
    }
}
