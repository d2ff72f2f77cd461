package io.github.swfsdk.storage.faults;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;

/** Makes a data source fail in a chosen operation: the execution of a statement, or a commit. For one thread. */
final class FailingDataSource {
    /** What happens at the chosen operation. */
    enum Failure {
        /** It fails; everything after it works. */
        ONCE,
        /** It has its effect, but the answer is lost; everything after it works. */
        AFTERWARDS,
        /** It and all that follow fail: the process is gone, and its connections are. */
        FOR_GOOD
    }

    private static final Set<String> OPERATIONS =
            Set.of("commit", "execute", "executeQuery", "executeUpdate", "executeBatch");

    private final DataSource source;
    private int operations;
    private int failAt = -1;
    private Failure failure = Failure.ONCE;

    FailingDataSource(DataSource source) {
        this.source = source;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, source);
    }

    /** Arms it: of the operations from now on, this one fails, counted from 0. */
    void failAt(int operation, Failure how) {
        operations = 0;
        failAt = operation;
        failure = how;
    }

    void work() {
        failAt = -1;
    }

    boolean hasFailed() {
        return failAt >= 0 && operations > failAt;
    }

    private <T> T proxy(Class<T> type, Object target) {
        InvocationHandler handler = (self, method, arguments) -> call(target, method, arguments);
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        boolean counts = OPERATIONS.contains(method.getName());
        int operation = counts ? operations++ : -1;
        boolean chosen = counts && operation == failAt;
        boolean gone = failAt >= 0 && operations > failAt && failure == Failure.FOR_GOOD;
        if (gone && !method.getName().equals("close") || chosen && failure == Failure.ONCE) {
            throw lost();
        }
        boolean ofSource = target == source;
        if (ofSource && method.getName().equals("isWrapperFor")) {
            return false; // nobody goes round this one
        }
        Object result = invoke(target, method, arguments);
        if (chosen && failure == Failure.AFTERWARDS) {
            throw lost();
        }
        if (ofSource && result instanceof Connection) {
            return proxy(Connection.class, result);
        }
        if (result instanceof PreparedStatement) {
            return proxy(PreparedStatement.class, result);
        }
        return result instanceof Statement ? proxy(Statement.class, result) : result;
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static SQLException lost() {
        return new SQLException("the connection is lost", "08006");
    }
}
