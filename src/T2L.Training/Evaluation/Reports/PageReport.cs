namespace T2L.Training.Evaluation.Reports;

/// <summary>A report as one page that needs nothing else: no script, no file, no network.</summary>
internal static class PageReport
{
    public static string Of(SuiteReport report) => Markup.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>T2L on the {report.Suite} suite</title>
        <style>
        {new Markup(PageStyle.Sheet)}
        </style>
        </head>
        <body>
        <main>
        <h1>Adapters from descriptions: the {report.Suite} suite</h1>
        <p class="soft">{Shown.Seeds(report.Seeds)}, descriptions of each task: {report.Wordings}, inputs for each: {report.Examples}, measured in {report.ElapsedSeconds:F0} s.</p>
        {MethodSection.Of(report)}
        {RunSection.Curve(report)}
        {RunSection.Sizes(report)}
        {RunSection.Reconstruction(report)}
        {MapSection.Of(report)}
        {DetailSection.Of(report)}
        </main>
        </body>
        </html>
        """).Text;
}
