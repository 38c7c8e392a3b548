using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Lora;
using T2L.Adapters.Svf;
using T2L.Contracts;
using T2L.Inference.Adapters;
using T2L.Inference.Experts;
using T2L.Inference.Prompts;
using T2L.Inference.Scheduling;
using T2L.Models;
using T2L.Models.Generation;
using T2L.Svf.Adaptation;
using T2L.Svf.Decomposition;
using T2L.Tokenizers.ChatTemplates;
using T2L.Tokenizers.Formats;

namespace T2L.Inference;

/// <summary>Answers prompts in this process: one thread computes, prompts are answered in batches that mix adapters.</summary>
public sealed class BuiltInEngine : IInferenceEngine, ICandidateScorer, IExpertScorer, IEffectProbe, IHoldings, IDisposable
{
    private readonly LanguageModel _model;
    private readonly PromptReader _prompts;
    private readonly AnswerReader _answers;
    private readonly CandidateScorer _scorer;
    private readonly TextGenerator _generator;
    private readonly DeviceThread<PendingCompletion> _thread;
    private readonly ExpertLoader _experts;
    private readonly AdapterBank _bank;
    private readonly ExpertDispatcher _dispatcher;
    private readonly ExpertExaminer _examiner;
    private readonly MixSearches _mixes;
    private readonly bool _ownsModel;
    private bool _disposed;

    /// <summary>An engine over a loaded model.</summary>
    /// <param name="model">The base model; used by the engine alone until the engine is disposed, and disposed by the caller.</param>
    /// <param name="source">Where adapters come from.</param>
    /// <param name="options">Limits; default those of <see cref="EngineOptions"/>.</param>
    /// <param name="template">Turns conversations into prompts; null for none.</param>
    public BuiltInEngine(LanguageModel model, IAdapterSource source, EngineOptions? options = null, ChatTemplate? template = null)
        : this(model, source, options ?? new EngineOptions(), template, ownsModel: false)
    {
    }

    private BuiltInEngine(LanguageModel model, IAdapterSource source, EngineOptions options, ChatTemplate? template, bool ownsModel)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        options.Validate();
        (_model, _ownsModel) = (model, ownsModel);
        _prompts = new PromptReader(model, template);
        _answers = new AnswerReader(model, _prompts, template);
        _scorer = new CandidateScorer(model.Network, model.Device);
        Info = new EngineInfo(model.Name, model.Digest.Value, model.Device.ToString());
        _generator = TextGenerator.For(model);
        _thread = new DeviceThread<PendingCompletion>(Run, options.MaxBatch, options.MaxWaiting);
        _experts = new ExpertLoader(model, options.Decomposition, job => _thread.RunAsync(() => Done(job)));
        _bank = new AdapterBank(new AdapterLoader(model, source, _experts, _thread.RunAsync).LoadAsync, options.MaxResidentAdapters);
        _dispatcher = new ExpertDispatcher(new KnownExperts(source, _experts).AboutAsync, CompleteAsync, options.MaxConversations);
        _examiner = new ExpertExaminer(new Scorer(model.Network, model.Device), _experts, _thread.RunAsync);
        _mixes = new MixSearches(source, this);
    }

    /// <inheritdoc/>
    public EngineInfo Info { get; }

    /// <summary>Shapes and constants of the base model.</summary>
    public ModelConfig Config => _model.Config;

    /// <inheritdoc/>
    public IReadOnlyList<HeldAdapter> Held => _bank.Held;

    /// <summary>Adapters on the device or on their way there.</summary>
    public int ResidentAdapters => _bank.Count;

    /// <summary>Device memory of the adapters, and of the singular vectors that experts share.</summary>
    public long AdapterBytes => _bank.Bytes + _experts.SharedBytes;

    /// <summary>Loads a base model and starts an engine that owns it.</summary>
    /// <param name="directory">The model folder in the Hugging Face form.</param>
    /// <param name="device"><c>cpu</c>, <c>cuda:N</c> or <c>auto</c>.</param>
    /// <param name="source">Where adapters come from.</param>
    /// <param name="options">Limits; default those of <see cref="EngineOptions"/>.</param>
    /// <exception cref="ArgumentException">The device is not there, or the precision is not one of those.</exception>
    /// <exception cref="ModelFormatException">The folder cannot be used.</exception>
    /// <exception cref="AdapterFormatException">The decomposition that the options name cannot be used, or is another model's.</exception>
    public static BuiltInEngine Load(string directory, string device, IAdapterSource source, EngineOptions? options = null)
    {
        options ??= new EngineOptions();
        var place = DeviceChoice.Resolve(device);
        var template = ChatTemplateChoice.Resolve(options.ChatTemplate, directory);
        var model = LanguageModel.Load(directory, place, options.Precision);
        try
        {
            if (options.Decomposition is { } named)
                DecompositionChoice.Open(named, model.Name, model.Digest).Dispose();
            return new(model, source, options with { Decomposition = options.Decomposition ?? DecompositionFolder.Near(directory) }, template, ownsModel: true);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task PrefetchAsync(string adapterDigest, CancellationToken cancellationToken)
    {
        using var lease = await AcquireAsync(adapterDigest, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<MeasuredEffect> ProbeAsync(string adapterDigest, CancellationToken cancellationToken)
    {
        using var lease = await AcquireAsync(adapterDigest, cancellationToken).ConfigureAwait(false);
        return lease.Adapter.Effect!;
    }

    /// <summary>Refuses what <see cref="CompleteAsync"/> would refuse of prompt and settings, without answering.</summary>
    /// <param name="request">The request; its adapter is not looked at.</param>
    /// <exception cref="InferenceException">The model cannot continue the prompt.</exception>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public void Check(CompletionRequest request) => Read(request, CancellationToken.None);

    /// <inheritdoc/>
    public async Task<CompletionResult> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        var generation = Read(request, cancellationToken);
        if (request.Experts is not null)
            return await _dispatcher.CompleteAsync(request, cancellationToken).ConfigureAwait(false);
        var pending = new PendingCompletion(generation, await AcquireAsync(request, cancellationToken).ConfigureAwait(false));
        try
        {
            RefuseTwoOfOneKind(request, pending.Adapters);
            _thread.Enqueue(pending);
        }
        catch
        {
            pending.Release();
            throw;
        }
        // A caller who gives up is answered at once; the row ends at the batch's next step.
        using var registration = cancellationToken.Register(pending.Cancel);
        return await pending.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<FoundMix> SearchMixAsync(WantedMix wanted, CancellationToken cancellationToken) => _mixes.RunAsync(wanted, cancellationToken);

    /// <summary>The first pass of a request that names experts: which of them is it for?</summary>
    /// <param name="request">The request; its experts, and the classification expert as its adapter where there is one.</param>
    /// <param name="cancellationToken">Stops the first pass.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="InferenceException">An expert cannot be used, or has no label of its own.</exception>
    public Task<ExpertChoice> ChooseAsync(CompletionRequest request, CancellationToken cancellationToken) => _dispatcher.ChooseAsync(request, cancellationToken);

    private GenerationRequest Read(CompletionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var generation = new GenerationRequest(_prompts.Read(request))
        {
            MaxTokens = request.MaxTokens,
            Temperature = request.Temperature,
            TopP = request.TopP,
            Seed = request.Seed ?? Random.Shared.NextInt64(),
            Stop = request.Stop ?? [],
            Cancellation = cancellationToken,
        };
        generation.Validate(_model.Config);
        return generation;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IReadOnlyList<AnswerScore>>> ScoreAsync(
        IReadOnlyList<LoraAdapter> candidates, IReadOnlyList<AnswerExample> examples, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(examples);
        (IReadOnlyList<int> Prompt, IReadOnlyList<int> Answer)[] texts = [.. examples.Select(_answers.Read)];
        var scores = new List<IReadOnlyList<AnswerScore>>(candidates.Count);
        foreach (var batch in candidates.Chunk(CandidateScorer.BatchSize(texts.Length)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                scores.AddRange(await _thread.RunAsync(() => _scorer.Score(batch, texts)).ConfigureAwait(false));
            }
            catch (AdapterFormatException exception)
            {
                throw new InferenceException(InferenceError.AdapterDoesNotFit, exception.Message, exception);
            }
        }

        return scores;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IReadOnlyList<ShotScore>>> ScoreExpertsAsync(
        IReadOnlyList<SvfExpert?> experts, IReadOnlyList<AnswerExample> examples, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experts);
        ArgumentNullException.ThrowIfNull(examples);
        return await _examiner.ScoreAsync(experts, [.. examples.Select(_answers.Read)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops after the batch that runs; what waits is refused.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var pending in _thread.Stop())
        {
            pending.Fail(new InferenceException(InferenceError.NotReady, "The engine is stopping."));
            pending.Release();
        }
        _bank.Dispose();
        _experts.Dispose();
        if (_ownsModel)
            _model.Dispose();
    }

    private async Task<IReadOnlyList<AdapterLease>> AcquireAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        var leases = new List<AdapterLease>();
        try
        {
            foreach (var digest in new[] { request.AdapterDigest, request.SecondAdapterDigest }.OfType<string>())
                leases.Add(await AcquireAsync(digest, cancellationToken).ConfigureAwait(false));
            return leases;
        }
        catch
        {
            leases.ForEach(lease => lease.Dispose());
            throw;
        }
    }

    private static void RefuseTwoOfOneKind(CompletionRequest request, IReadOnlyList<BankedAdapter> adapters)
    {
        if (adapters is not [var first, var second] || first.Kind != second.Kind)
            return;
        throw new InferenceException(InferenceError.AdapterDoesNotFit, first.Kind == AdapterKind.Svf
            ? $"{request.AdapterDigest} and {request.SecondAdapterDigest} are both SVF experts; a request takes one expert and one LoRA. Mix experts into one first: ./t2l svf mix."
            : $"{request.AdapterDigest} and {request.SecondAdapterDigest} are both LoRAs; a request takes one LoRA and one SVF expert.");
    }

    private Task<AdapterLease> AcquireAsync(string digest, CancellationToken cancellationToken) => _bank.AcquireAsync(AdapterReference.Parse(digest), cancellationToken);

    private static bool Done(Action job)
    {
        job();
        return true;
    }

#pragma warning disable CA1031 // Whatever goes wrong in a batch is the answer to its requests; the thread must live on.
    private void Run(IReadOnlyList<PendingCompletion> taken)
    {
        // Those whose caller gave up while they waited cost nothing.
        var batch = taken.Where(pending => !pending.Request.Cancellation.IsCancellationRequested).ToArray();
        try
        {
            if (batch.Length == 0)
                return;
            var adapters = BankedAdapter.Batch([.. batch.Select(pending => pending.Adapters)], _model.Device);
            using var joined = adapters as IDisposable;
            _generator.Generate([.. batch.Select(pending => pending.Request)], adapters, step =>
            {
                if (step.Result is { } result)
                    batch[step.Row].Answer(result);
            });
        }
        catch (Exception exception)
        {
            foreach (var pending in batch)
                pending.Fail(new InferenceException(InferenceError.Failed, $"The engine failed: {exception.Message}", exception));
        }
        finally
        {
            foreach (var pending in taken)
                pending.Release();
        }
    }
#pragma warning restore CA1031
}
