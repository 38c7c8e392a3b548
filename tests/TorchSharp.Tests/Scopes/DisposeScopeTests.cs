using static TorchSharp.torch;

namespace TorchSharp.Tests.Scopes;

public class DisposeScopeTests
{
    [Fact]
    public void Disposes_what_was_made_inside()
    {
        Tensor inside;
        using (var scope = NewDisposeScope())
        {
            inside = zeros(2) + 1;
            Assert.Equal(2, scope.DisposablesCount);
            Assert.True(scope.Contains(inside));
        }
        Assert.True(inside.IsInvalid);
        Assert.Contains("disposed", Assert.Throws<InvalidOperationException>(() => inside.sum()).Message);
    }

    [Fact]
    public void Leaves_what_was_made_outside()
    {
        using var outside = zeros(2);
        using (NewDisposeScope()) outside.add_(1);
        Expect.Values(outside, 1, 1);
    }

    [Fact]
    public void A_tensor_moved_out_belongs_to_the_enclosing_scope()
    {
        Tensor moved;
        using (var outer = NewDisposeScope())
        {
            using (NewDisposeScope()) moved = zeros(2).MoveToOuterDisposeScope();
            Assert.False(moved.IsInvalid);
            Assert.True(outer.Contains(moved));
        }
        Assert.True(moved.IsInvalid);
    }

    [Fact]
    public void A_tensor_moved_out_of_the_outermost_scope_belongs_to_nobody()
    {
        Tensor moved;
        using (var scope = NewDisposeScope()) moved = scope.MoveToOuter(zeros(2));
        using (moved) Expect.Values(moved, 0, 0);
    }

    [Fact]
    public void A_detached_tensor_survives_all_scopes()
    {
        Tensor kept;
        using (NewDisposeScope())
        using (NewDisposeScope())
            kept = zeros(2).DetachFromDisposeScope();
        using (kept) Expect.Values(kept, 0, 0);
    }

    [Fact]
    public void Everything_but_some_can_go_early()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (zeros(1), zeros(1));
        Assert.Same(b, scope.DisposeEverythingBut(b));
        Assert.True(a.IsInvalid);
        Assert.False(b.IsInvalid);
        scope.DisposeEverything();
        Assert.True(b.IsInvalid);
        Assert.Same(scope, CurrentDisposeScope);
    }

    [Fact]
    public void Attaching_moves_ownership()
    {
        var x = zeros(1);
        using (var outer = NewDisposeScope())
        {
            outer.Attach(x);
            using (var inner = NewDisposeScope())
            {
                inner.Attach(x);
                Assert.False(outer.Contains(x));
            }
        }
        Assert.True(x.IsInvalid);
    }

    [Fact]
    public void A_tensor_disposed_by_hand_leaves_its_scope()
    {
        using var scope = NewDisposeScope();
        zeros(1).Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Scopes_belong_to_their_thread()
    {
        using var scope = NewDisposeScope();
        Tensor? other = null;
        var thread = new Thread(() =>
        {
            Assert.Null(CurrentDisposeScope);
            other = zeros(1);
        });
        thread.Start();
        thread.Join();
        Assert.False(scope.Contains(other!));
        other!.Dispose();
    }

    [Fact]
    public void Scopes_nest_and_unwind()
    {
        Assert.Null(CurrentDisposeScope);
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        Assert.Same(inner, CurrentDisposeScope);
        outer.Dispose();
        Assert.Null(CurrentDisposeScope);
        inner.Dispose();
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void A_wrapped_expression_keeps_its_result_only()
    {
        using var scope = NewDisposeScope();
        var result = WrappedTensorDisposeScope(() => zeros(2) + 1 + 1);
        Assert.Same(result, Assert.Single(scope.DisposablesView));
        Expect.Values(result, 2, 2);
    }

    [Fact]
    public void Statistics_count_by_thread()
    {
        var thread = new Thread(() =>
        {
            using (NewDisposeScope()) _ = zeros(1) + 1;
            zeros(1).Dispose();
            var counts = DisposeScopeManager.Statistics;
            Assert.Equal((2, 2, 1, 1, 0), (counts.CreatedInScopeCount, counts.DisposedInScopeCount, counts.CreatedOutsideScopeCount, counts.DisposedOutsideScopeCount, counts.ThreadTotalLiveCount));
        });
        thread.Start();
        thread.Join();
    }
}
