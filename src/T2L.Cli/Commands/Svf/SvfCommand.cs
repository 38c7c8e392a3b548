using System.CommandLine;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf: experts that re-weigh a base model's singular values.</summary>
internal static class SvfCommand
{
    public static Command Create() => new Command("svf", "Singular-value fine-tuning (Transformer²): decompose a base model; train, write from text, import, export, mix, adapt, transfer, apply and show experts.")
    {
        SvfDecompose.Create(),
        SvfTrain.Create(),
        SvfTrainText.Create(),
        SvfWrite.Create(),
        SvfImport.Create(),
        SvfExport.Create(),
        SvfMix.Create(),
        SvfAdapt.Create(),
        SvfTransfer.Create(),
        SvfApply.Create(),
        SvfShow.Create(),
    }.WithExamples("./t2l svf decompose --model models/nano/base --out svd", "./t2l svf train --task word.reverse/plain --out reverse.safetensors", "./t2l svf show svd");
}
